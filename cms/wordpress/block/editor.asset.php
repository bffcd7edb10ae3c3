<?php
/**
 * What the block's editor script needs; read by WordPress.
 *
 * @package AgentChat
 */

return array(
	'dependencies' => array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
	'version'      => '0.1.0',
);
