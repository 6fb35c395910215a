using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>The options of a <see cref="BotRest"/>.</summary>
public sealed record BotRestOptions
{
    /// <summary>
    /// The address of the API, up to and including the version; Discord's by default. It may be a proxy that several processes share. It
    /// must not contain a user name or a password.
    /// </summary>
    public Uri Api { get; init; } = BotRest.DiscordApi;

    /// <summary>
    /// The invoker that sends requests; null for one of the client's own. It is not disposed. Its handler must not follow redirects
    /// (<c>AllowAutoRedirect = false</c>) and must not write addresses to logs, because paths contain tokens.
    /// </summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The longest time of a call with its waits and retries; one minute by default.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where waits, retries and refusals are logged; null for nowhere.</summary>
    public ILogger? Logger { get; init; }
}
