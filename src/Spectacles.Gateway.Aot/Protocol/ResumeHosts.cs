using System.Net;

namespace Spectacles.Gateway.Protocol;

/// <summary>
/// Where a session may be resumed. RESUME carries the token, and READY says where it goes: a READY that was forged must not send it to a stranger.
/// </summary>
/// <param name="api">The REST address.</param>
/// <param name="allowed">Further hosts; one that begins with a dot stands for all hosts below it.</param>
internal sealed class ResumeHosts(Uri api, IReadOnlyCollection<string> allowed)
{
    /// <param name="address">The address that READY gave.</param>
    /// <param name="main">The address that <c>/gateway/bot</c> gave.</param>
    public bool Allow(Uri address, Uri main) =>
        // Nor may it be told to speak without TLS.
        (address.Scheme == "wss" || main.Scheme == "ws") && (IsAkin(address.IdnHost, main.IdnHost) || IsAkin(address.IdnHost, api.IdnHost) || allowed.Any(host => Matches(address.IdnHost, host)));

    /// <summary>The same host, or one below the same domain: Discord's are gateway.discord.gg and, for one, gateway-us-east1-b.discord.gg.</summary>
    private static bool IsAkin(string host, string known)
    {
        if (string.Equals(host, known, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string[] labels = known.Split('.');
        if (labels.Length < 2 || IPAddress.TryParse(known, out _))
        {
            return false;
        }

        // Without the list of public suffixes, a short name before a country's, as in co.uk, is taken for one that strangers share.
        bool isShared = labels.Length == 3 && labels[1].Length <= 3 && labels[2].Length == 2;
        string domain = labels.Length == 2 || isShared ? known : known[(labels[0].Length + 1)..];
        return Matches(host, domain) || Matches(host, "." + domain);
    }

    private static bool Matches(string host, string pattern) => pattern.StartsWith('.')
        ? host.EndsWith(pattern, StringComparison.OrdinalIgnoreCase)
        : string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase);
}
