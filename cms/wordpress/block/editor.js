// The block in the editor: a card that says what will stand there, and its settings at the side. What is saved is
// the settings alone; the server writes the element.
((wp) => {
  const { createElement: element, Fragment } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, Placeholder, TextControl, TextareaControl } = wp.components;
  const { __ } = wp.i18n;

  /** Name, label and help of each setting; empty ones are those of the site. */
  const fields = [
    ['heading', TextControl, __('Heading', 'agent-chat'), ''],
    ['greeting', TextareaControl, __('Greeting', 'agent-chat'), __('Takes Markdown.', 'agent-chat')],
    ['placeholder', TextControl, __('Placeholder', 'agent-chat'), ''],
    [
      'starters',
      TextareaControl,
      __('First questions', 'agent-chat'),
      __('With | between them.', 'agent-chat'),
    ],
    ['feedback', TextControl, __('Ratings', 'agent-chat'), 'thumbs, stars:KEY, scale:KEY, none'],
  ];

  function Edit({ attributes, setAttributes }) {
    const controls = fields.map(([name, Control, label, help]) =>
      element(Control, {
        key: name,
        label,
        help,
        value: attributes[name],
        onChange: (value) => setAttributes({ [name]: value }),
      }),
    );
    const card = element(Placeholder, {
      icon: 'format-chat',
      label: attributes.heading || __('Agent Chat', 'agent-chat'),
      instructions: __('The chat with your agent stands here. Its settings are at the side.', 'agent-chat'),
    });
    return element(
      Fragment,
      null,
      element(
        InspectorControls,
        null,
        element(PanelBody, { title: __('This chat', 'agent-chat') }, ...controls),
      ),
      element('div', useBlockProps(), card),
    );
  }

  wp.blocks.registerBlockType('agent-chat/chat', { edit: Edit, save: () => null });
})(window.wp);
