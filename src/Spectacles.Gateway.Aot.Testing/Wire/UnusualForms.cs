namespace Spectacles.Gateway.Testing;

/// <summary>
/// Unusual forms of gateway messages that a client has to accept, because neither JSON nor Discord's documentation promises the usual ones.
/// Their meaning is the same. Ids always are strings.
/// </summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8259, https://discord.com/developers/docs/events/gateway-events#payload-structure</remarks>
[Flags]
public enum UnusualForms
{
    /// <summary>Messages as Discord writes them.</summary>
    None = 0,

    /// <summary>The properties of each object in any order: <c>d</c> may come before <c>op</c>, <c>s</c> and <c>t</c>.</summary>
    PropertyOrder = 1 << 0,

    /// <summary>Whitespace and line breaks between the tokens, and around the message.</summary>
    Whitespace = 1 << 1,

    /// <summary>Escapes in names and strings, such as <c>"\u006fp"</c> for <c>"op"</c>.</summary>
    Escapes = 1 << 2,

    /// <summary>Integers with a fraction or an exponent, such as <c>41250.0</c> or <c>4.125e4</c>.</summary>
    Numbers = 1 << 3,

    /// <summary>Additional properties in each object, except in maps, whose names are ids.</summary>
    UnknownProperties = 1 << 4,

    /// <summary>
    /// No property that Discord does not document or documents as optional, in the envelope, HELLO, READY, RESUMED, GUILD_CREATE, messages
    /// and users, where its absence changes no meaning.
    /// </summary>
    MissingProperties = 1 << 5,

    /// <summary>
    /// Before events: unknown opcodes, acknowledgements without a heartbeat, and <c>SIMULATED_UNKNOWN_EVENT</c>, which counts as an event
    /// of the session.
    /// </summary>
    UnknownMessages = 1 << 6,

    /// <summary>The GUILD_CREATEs after READY in another order than the guilds in READY.</summary>
    GuildOrder = 1 << 7,

    /// <summary>All forms above.</summary>
    All = (1 << 8) - 1,

    /// <summary>
    /// READY with an empty list of guilds, whose GUILD_CREATEs follow. It is not in <see cref="All"/>, because Discord documents that READY
    /// lists the guilds: it is for clients that are not to depend on that.
    /// </summary>
    ReadyWithoutGuilds = 1 << 8,
}
