namespace Spectacles.Gateway;

/// <summary>
/// The hosts where a session may be resumed. RESUME contains the token, and READY contains the address that receives it, so a forged READY
/// must not send the token to an untrusted host.
/// </summary>
/// <param name="api">The REST address.</param>
/// <param name="allowed">Additional hosts. An entry that begins with a dot matches all of its subdomains.</param>
internal sealed class ResumeHosts(Uri api, IReadOnlyCollection<string> allowed)
{
    /// <param name="address">The address from READY.</param>
    /// <param name="main">The address from <c>/gateway/bot</c>.</param>
    public bool Allow(Uri address, Uri main) =>
        // The address must not disable TLS, and must not have a form that hides its host.
        GatewayAddress.Fault(address) is null &&
        (address.Scheme == "wss" || main.Scheme == "ws")
            && (
                IsAkin(address.IdnHost, main.IdnHost)
                    || IsAkin(address.IdnHost, api.IdnHost) || IsAllowed(address.IdnHost));

    private bool IsAllowed(string host)
    {
        foreach (string one in allowed)
        {
            if (Matches(host, one))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Returns whether a host equals a known one or is below it, or both are Discord's, such as gateway.discord.gg and
    /// gateway-us-east1-b.discord.gg. On other domains, sibling hosts may belong to others.
    /// </summary>
    private static bool IsAkin(string host, string known) =>
        IsWithin(host, known) || (GatewayAddress.IsDiscord(known) && GatewayAddress.IsDiscord(host));

    /// <summary>
    /// Returns whether a host equals a domain or is below it. There are no hosts below an IP address, and
    /// <see cref="GatewayAddress.Fault"/> rejects names that end in a number.
    /// </summary>
    private static bool IsWithin(string host, string domain) => Matches(host, domain) || Matches(host, "." + domain);

    private static bool Matches(string host, string pattern) => pattern.StartsWith('.')
        ? host.EndsWith(pattern, StringComparison.OrdinalIgnoreCase)
        : string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase);
}
