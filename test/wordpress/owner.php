<?php
/**
 * What the owner of this site has installed besides: a field for code in the footer, as plugins for "header and
 * footer code" have it, and the classic editor where `?classic` asks for it.
 */

add_action(
	'wp_footer',
	static function () {
		echo get_option( 'footer_code', '' );
	}
);
add_filter(
	'use_block_editor_for_post',
	static function ( $use ) {
		return $use && ! isset( $_GET['classic'] );
	}
);
