using System.Collections.Immutable;

namespace Spectacles.Gateway.Rest;

/// <summary>One request: its route, its address and what it carries.</summary>
/// <param name="Route">The route.</param>
/// <param name="Address">
/// The absolute address, which begins with <see cref="BotRest.Api"/>, percent-encoded. It may contain a token, so it is never written to a
/// log or an exception.
/// </param>
/// <param name="Major">The id of the channel, guild or webhook that the route's rate limit is counted for; 0 if there is none.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#rate-limits</remarks>
public readonly record struct RestRequest(RestRoute Route, string Address, ulong Major = 0)
{
    /// <summary>
    /// The token of the webhook or interaction in the path, for which the rate limit is counted as well; null if there is none.
    /// </summary>
    public string? TokenKey { get; init; }

    /// <summary>The body; null for none.</summary>
    public IRestBody? Body { get; init; }

    /// <summary>The files that are sent with the body.</summary>
    public ImmutableArray<RestFile> Files
    {
        init => Form = value.IsDefaultOrEmpty ? null : new FileForm(value);
    }

    internal RestForm? Form { get; private init; }

    /// <summary>Whether what the request carries can be sent a second time.</summary>
    internal bool CanRepeat => Form?.CanRepeat != false;

    /// <summary>The reason in the guild's audit log; null for none.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/audit-log</remarks>
    public string? Reason { get; init; }

    /// <summary>Returns the route.</summary>
    public override string ToString() => Route.ToString();
}
