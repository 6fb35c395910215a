namespace Spectacles.Gateway.Rest;

/// <summary>The names of scopes, as Discord writes them, for logs and metrics.</summary>
internal static class RateLimitScopeName
{
    public static string Name(this RateLimitScope scope) => scope switch
    {
        RateLimitScope.User => "user",
        RateLimitScope.Shared => "shared",
        RateLimitScope.Global => "global",
        _ => "proxy",
    };
}
