using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>The options of a <see cref="BotRest"/>.</summary>
public sealed record BotRestOptions
{
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(1);

    /// <summary>
    /// The address of the API, up to and including the version; Discord's by default. It may be a proxy that several processes share. It
    /// must not contain a user name or a password.
    /// </summary>
    public Uri Api { get; init; } = BotRest.DiscordApi;

    /// <summary>
    /// The invoker that sends requests; null for one of the client's own. It is not disposed. Its handler must not follow redirects
    /// (<c>AllowAutoRedirect = false</c>) and must not write addresses to logs or traces, because paths contain tokens.
    /// </summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The longest time of a call with its waits and retries, up to one day; one minute by default.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// What messages mention whose body does not say it; by default no user and no role but the author of the message that is replied to.
    /// Null leaves it to Discord, which then mentions everything that the text names.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#allowed-mentions-object</remarks>
    public AllowedMentions? AllowedMentions { get; init; } = AllowedMentions.RepliedUserOnly;

    /// <summary>
    /// Whether messages are sent with a nonce that Discord enforces, that of the body or one of the client's, so that a message that is
    /// sent again after an error of the network does not appear twice; true by default. A body may decide otherwise. Messages without an
    /// enforced nonce are sent again only if they were certainly not sent.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
    public bool EnforceNonces { get; init; } = true;

    /// <summary>How the client keeps to the rate limits.</summary>
    public RateLimitOptions RateLimits { get; init; } = new();

    /// <summary>
    /// The origins (scheme, host and port), besides Discord's CDN, from which files may be downloaded, such as a simulated Discord's. Empty
    /// by default.
    /// </summary>
    public ImmutableArray<Uri> DownloadOrigins { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where answers with 429, repetitions and stops are logged; null for nowhere.</summary>
    public ILogger? Logger { get; init; }

    internal void ThrowIfInvalid()
    {
        if (Api is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
        {
            throw new ArgumentException(
                "Api must be an absolute HTTP address without a user name, a query or a fragment, such as https://discord.com/api/v10.");
        }

        if (Deadline <= TimeSpan.Zero || Deadline > LongestDeadline)
        {
            throw new ArgumentOutOfRangeException(nameof(Deadline), Deadline, "Deadline must be longer than 0 and at most one day.");
        }

        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(RateLimits);
    }
}
