using System.Globalization;
using System.Net;
using System.Text;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>What the proxy has done so far.</summary>
internal sealed class ProxyCounts
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, long> answered = [];
    private readonly SortedDictionary<RateLimitScope, long> limited = [];
    private readonly SortedDictionary<RestNotSentReason, long> notSent = [];

    /// <summary>Counts a response of Discord.</summary>
    public void Answered(HttpStatusCode status, RateLimitScope scope)
    {
        lock (gate)
        {
            answered[(int)status] = answered.GetValueOrDefault((int)status) + 1;
            if (scope != RateLimitScope.None)
            {
                limited[scope] = limited.GetValueOrDefault(scope) + 1;
            }
        }
    }

    /// <summary>Counts a call that was not sent.</summary>
    public void NotSent(RestNotSentReason reason)
    {
        lock (gate)
        {
            notSent[reason] = notSent.GetValueOrDefault(reason) + 1;
        }
    }

    /// <summary>The counts as text for Prometheus.</summary>
    public string Describe(int waiting, int invalid)
    {
        var text = new StringBuilder();
        lock (gate)
        {
            Write(text, "answered_total", "status", answered);
            Write(text, "limited_total", "scope", limited);
            Write(text, "not_sent_total", "reason", notSent);
        }

        return text
            .Append(CultureInfo.InvariantCulture, $"# TYPE spectacles_rest_proxy_waiting gauge\nspectacles_rest_proxy_waiting {waiting}\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"# TYPE spectacles_rest_proxy_invalid_requests gauge\nspectacles_rest_proxy_invalid_requests {invalid}\n")
            .ToString();
    }

    private static void Write<T>(StringBuilder text, string name, string label, SortedDictionary<T, long> counts) where T : notnull
    {
        text.Append(CultureInfo.InvariantCulture, $"# TYPE spectacles_rest_proxy_{name} counter\n");
        foreach ((var key, long count) in counts)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"spectacles_rest_proxy_{name}{{{label}=\"{key.ToString()!.ToLowerInvariant()}\"}} {count}\n");
        }
    }
}
