// Passkeys without inline code: a form with data-passkey runs the browser's ceremony
// before it is sent. The options come from a data block, or from the form's own address.
(function () {
  'use strict'

  const ceremonies = {
    create: async function (form) {
      const options = JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent).creation_options
      const passwordless = Boolean(form.elements.passwordless && form.elements.passwordless.checked)
      const selection = options.publicKey.authenticatorSelection
      selection.residentKey = passwordless ? 'required' : 'discouraged'
      selection.requireResidentKey = passwordless
      if (passwordless) selection.userVerification = 'required'
      return window.webauthnJSON.create(options)
    },
    get: async function (form) {
      const block = document.getElementById(form.dataset.passkeyOptions)
      return window.webauthnJSON.get(JSON.parse(block.textContent).request_options)
    },
    login: async function (form) {
      const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
      if (!answer.ok) throw new Error('The server sent no options.')
      return window.webauthnJSON.get((await answer.json()).request_options)
    }
  }

  document.querySelectorAll('form[data-passkey]').forEach(function (form) {
    const failed = form.querySelector('[data-passkey-failed]')
    form.addEventListener('submit', async function (event) {
      event.preventDefault()
      failed.hidden = true
      try {
        const credential = await ceremonies[form.dataset.passkey](form)
        form.elements.credential.value = JSON.stringify(credential)
        form.submit()
      } catch (error) {
        failed.hidden = false
      }
    })
  })
})()
