<?php
/**
 * What the owner of this site has installed besides: a field for code in the footer (not on `?plain` pages), as
 * plugins for "header and footer code" have it, and the classic editor for who wants it.
 */

add_action(
	'wp_footer',
	static function () {
		echo isset( $_GET['plain'] ) ? '' : get_option( 'footer_code', '' );
	}
);
add_filter(
	'use_block_editor_for_post',
	static function ( $use ) {
		return $use && ! isset( $_COOKIE['classic'] );
	}
);
