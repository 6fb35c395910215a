namespace Spectacles.Gateway;

/// <summary>A response that is a redirect, which is never followed. docs/decisions/0017-redirects-and-addresses.md</summary>
internal static class Redirect
{
    /// <summary>Returns whether a status is a redirect.</summary>
    public static bool Is(int status) => status is 300 or 301 or 302 or 303 or 307 or 308;

    /// <param name="status">The status.</param>
    /// <param name="location">The value of the header Location; null if there is none.</param>
    /// <param name="asked">The address of the request; null if it is not known.</param>
    public static string Describe(int status, Uri? location, Uri? asked) =>
        $"the server answered {status}, a redirect to {Target(location, asked)}, and redirects are not followed";

    private static string Target(Uri? location, Uri? asked) =>
        location is null ? "no address"
        : location.IsAbsoluteUri ? GatewayAddress.NameOf(location)
        : asked is null ? "another path" : $"another path of {GatewayAddress.NameOf(asked)}";
}
