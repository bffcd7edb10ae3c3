<?php
/**
 * The page under Settings: fields, and what {@see findings()} says. Saving is WordPress's own (options.php).
 *
 * @package AgentChat
 */

namespace AgentChat;

defined( 'ABSPATH' ) || exit;

const PAGE = 'agent-chat';

/** Tells WordPress of the page. */
function add_settings_page(): void {
	add_options_page( __( 'Agent Chat', 'agent-chat' ), __( 'Agent Chat', 'agent-chat' ), 'manage_options', PAGE, 'AgentChat\settings_page' );
}

/**
 * A link to it in the list of plugins.
 *
 * @param string[] $links Those that are there.
 */
function action_links( array $links ): array {
	return array_merge( array( '<a href="' . esc_url( admin_url( 'options-general.php?page=' . PAGE ) ) . '">' . esc_html__( 'Settings', 'agent-chat' ) . '</a>' ), $links );
}

/** The page. */
function settings_page(): void {
	$looked = isset( $_GET['check'] ) && check_admin_referer( 'agent-chat-check' ); ?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Agent Chat', 'agent-chat' ); ?></h1>
		<p><?php esc_html_e( 'Your agent floats on every page, or stands in a post: insert the block “Agent Chat”, or write [agent_chat].', 'agent-chat' ); ?></p>
		<form method="post" action="options.php">
			<?php settings_fields( OPTION ); ?>
			<h2 class="title"><?php esc_html_e( 'Your agent', 'agent-chat' ); ?></h2>
			<table class="form-table" role="presentation"><?php agent_fields(); ?></table>
			<h2 class="title"><?php esc_html_e( 'The chat', 'agent-chat' ); ?></h2>
			<table class="form-table" role="presentation"><?php chat_fields(); ?></table>
			<?php submit_button(); ?>
		</form>
		<h2 class="title" id="check"><?php esc_html_e( 'Does it work?', 'agent-chat' ); ?></h2>
		<?php
		if ( $looked ) {
			echo '<ul>';
			foreach ( findings() as $finding ) {
				// An icon of WordPress's own: emoji it would fetch from elsewhere.
				printf( '<li><span class="dashicons %s" aria-hidden="true"></span> <strong>%s</strong> %s</li>', $finding['ok'] ? 'dashicons-yes-alt' : 'dashicons-warning', $finding['ok'] ? esc_html__( 'Good.', 'agent-chat' ) : esc_html__( 'Mend this.', 'agent-chat' ), esc_html( $finding['text'] ) );
			}
			echo '</ul>';
		}
		?>
		<p><a class="button" href="<?php echo esc_url( wp_nonce_url( admin_url( 'options-general.php?page=' . PAGE . '&check=1' ), 'agent-chat-check' ) . '#check' ); ?>"><?php esc_html_e( 'Check the connection', 'agent-chat' ); ?></a></p>
	</div>
	<?php
}

/** Fields of the server's side. */
function agent_fields(): void {
	$settings = settings();
	text_field( 'upstream', __( 'Agent Server', 'agent-chat' ), $settings['upstream'], __( 'Its address, such as https://my-agent.us.langgraph.app. Visitors never see it.', 'agent-chat' ), 'url' );
	$key = is_constant( 'api_key' )
		? __( 'Set in wp-config.php.', 'agent-chat' )
		: __( 'Your LangSmith key. It stays on this server. Better than here: define( \'AGENT_CHAT_API_KEY\', \'…\' ) in wp-config.php. Leave the field empty to keep the key that is saved, write a single - to remove it.', 'agent-chat' );
	row(
		'agent-chat-key',
		__( 'API key', 'agent-chat' ),
		sprintf(
			'<input type="password" id="agent-chat-key" name="%s" class="regular-text" autocomplete="off" value="" placeholder="%s"%s>',
			esc_attr( KEY_OPTION ),
			// Never the key itself, which the page's source would show.
			esc_attr( '' === api_key() ? '' : __( 'A key is saved', 'agent-chat' ) ),
			disabled( is_constant( 'api_key' ), true, false )
		),
		$key
	);
	text_field( 'assistants', __( 'Assistants', 'agent-chat' ), implode( ' ', $settings['assistants'] ), __( 'Names of graphs or ids of assistants that visitors may run, with spaces between. The first is the one they get.', 'agent-chat' ) );
	text_field( 'langsmith_url', __( 'LangSmith', 'agent-chat' ), $settings['langsmith_url'], __( 'Where ratings go. For accounts in the EU: https://eu.api.smith.langchain.com/api/v1', 'agent-chat' ), 'url' );
	text_field( 'streams', __( 'Answers at a time', 'agent-chat' ), (string) $settings['streams'], __( 'Each answer that streams keeps one of your server’s PHP workers busy. Leave some for the site itself.', 'agent-chat' ), 'number' );
}

/** Fields of what visitors see. */
function chat_fields(): void {
	$settings = settings();
	row(
		'agent-chat-floating',
		__( 'On every page', 'agent-chat' ),
		sprintf( '<label><input type="checkbox" id="agent-chat-floating" name="%s[floating]" value="1"%s> %s</label>', esc_attr( OPTION ), checked( $settings['floating'], true, false ), esc_html__( 'The chat floats on every page that has none in its content', 'agent-chat' ) ),
		''
	);
	choice_field( 'position', __( 'Corner', 'agent-chat' ), array( 'bottom-right' => __( 'Bottom right', 'agent-chat' ), 'bottom-left' => __( 'Bottom left', 'agent-chat' ) ) );
	text_field( 'heading', __( 'Heading', 'agent-chat' ), $settings['heading'], '' );
	area_field( 'greeting', __( 'Greeting', 'agent-chat' ), $settings['greeting'], __( 'Takes Markdown.', 'agent-chat' ) );
	area_field( 'starters', __( 'First questions', 'agent-chat' ), implode( "\n", $settings['starters'] ), __( 'One a line.', 'agent-chat' ) );
	text_field( 'placeholder', __( 'Placeholder', 'agent-chat' ), $settings['placeholder'], '' );
	area_field( 'disclaimer', __( 'Disclaimer', 'agent-chat' ), $settings['disclaimer'], __( 'Takes Markdown.', 'agent-chat' ) );
	area_field( 'feedback', __( 'Ratings', 'agent-chat' ), $settings['feedback'], __( 'thumbs, stars:KEY, scale:KEY, none, several with spaces between, or JSON.', 'agent-chat' ) );
	choice_field( 'color-scheme', __( 'Colours', 'agent-chat' ), array( 'auto' => __( 'As the visitor’s device', 'agent-chat' ), 'light' => __( 'Light', 'agent-chat' ), 'dark' => __( 'Dark', 'agent-chat' ) ) );
	choice_field( 'persist', __( 'What browsers remember', 'agent-chat' ), array( 'local' => __( 'The conversation, until it is ended', 'agent-chat' ), 'session' => __( 'The conversation, until the tab is closed', 'agent-chat' ), 'none' => __( 'Nothing', 'agent-chat' ) ) );
}

/** One row of the form. `$input` and `$help` are HTML and text. */
function row( string $id, string $label, string $input, string $help ): void {
	printf(
		'<tr><th scope="row"><label for="%1$s">%2$s</label></th><td>%3$s%4$s</td></tr>',
		esc_attr( $id ),
		esc_html( $label ),
		$input, // phpcs:ignore WordPress.Security.EscapeOutput -- made in this file.
		'' === $help ? '' : '<p class="description">' . esc_html( $help ) . '</p>' // phpcs:ignore WordPress.Security.EscapeOutput
	);
}

/** A line of text. */
function text_field( string $name, string $label, string $value, string $help, string $type = 'text' ): void {
	$id = "agent-chat-$name";
	row(
		$id,
		$label,
		sprintf( '<input type="%s" id="%s" name="%s[%s]" class="regular-text" value="%s"%s>', esc_attr( $type ), esc_attr( $id ), esc_attr( OPTION ), esc_attr( $name ), esc_attr( $value ), disabled( is_constant( $name ), true, false ) ),
		is_constant( $name ) ? __( 'Set in wp-config.php.', 'agent-chat' ) : $help
	);
}

/** Lines of text. */
function area_field( string $name, string $label, string $value, string $help ): void {
	$id = "agent-chat-$name";
	row( $id, $label, sprintf( '<textarea id="%s" name="%s[%s]" class="large-text" rows="3">%s</textarea>', esc_attr( $id ), esc_attr( OPTION ), esc_attr( $name ), esc_textarea( $value ) ), $help );
}

/** One of several. */
function choice_field( string $name, string $label, array $choices ): void {
	$id      = "agent-chat-$name";
	$options = '';
	foreach ( $choices as $value => $text ) {
		$options .= sprintf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( settings()[ $name ], $value, false ), esc_html( $text ) );
	}
	row( $id, $label, sprintf( '<select id="%s" name="%s[%s]">%s</select>', esc_attr( $id ), esc_attr( OPTION ), esc_attr( $name ), $options ), '' );
}
