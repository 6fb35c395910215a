using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>A limit of a route that no header announces.</summary>
/// <remarks>
/// https://discord.com/developers/docs/topics/rate-limits#rate-limits: on some routes the quota in the headers may be inaccurate, and a
/// client may receive 429 although calls remain.
/// </remarks>
internal sealed class Sublimit(ApiRoute route, string? field, CallLimit calls)
{
    public CallLimit Calls => calls;

    public required RateLimitScope Scope { get; init; }

    public required int? Code { get; init; }

    /// <summary>Whether a call counts: all calls of the route, or those whose body has the field.</summary>
    public bool AppliesTo(ApiRoute called, JsonElement body) => called == route && (field is null || body.Has(field));
}
