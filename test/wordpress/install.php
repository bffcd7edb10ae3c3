<?php
/**
 * Installs WordPress in the folder it is given, as its own installer would, with an author beside the admin.
 * Usage: php install.php <folder>
 */

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST']   = 'localhost';
$_SERVER['REQUEST_URI'] = '/';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Host', 'admin', 'admin@example.com', true, '', 'password' );
wp_insert_user(
	array(
		'user_login' => 'author',
		'user_pass'  => 'password',
		'user_email' => 'author@example.com',
		'role'       => 'author',
	)
);
// A new editor greets its user, and would stand before what is tested.
$preferences = array(
	'core/edit-post' => array(
		'welcomeGuide'   => false,
		'fullscreenMode' => false,
	),
);
foreach ( get_users() as $user ) {
	update_user_meta( $user->ID, $GLOBALS['wpdb']->get_blog_prefix() . 'persisted_preferences', $preferences );
}
switch_theme( 'twentytwentythree' );
update_option( 'permalink_structure', '/%postname%/' );
