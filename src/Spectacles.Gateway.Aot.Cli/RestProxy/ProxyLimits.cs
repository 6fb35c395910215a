using System.Buffers.Text;
using System.Text;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>The rate limits of each bot, and of the address that all have in common.</summary>
internal sealed class ProxyLimits(RateLimitOptions options, TimeProvider time) : IDisposable
{
    /// <summary>More bots than any proxy has. Further ones are refused, so that invented tokens can't fill the memory.</summary>
    private const int MostBots = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, RateLimits> bots = [];
    private readonly HashSet<ulong> applications = [];
    private readonly AddressLimits address = new(time, options.GlobalLimit);

    /// <summary>The calls that wait, of all bots.</summary>
    public int Waiting => All.Sum(bot => bot.Waiting);

    /// <summary>The invalid requests of the last ten minutes.</summary>
    public int InvalidRequests => All.FirstOrDefault()?.InvalidRequests ?? 0;

    private RateLimits[] All
    {
        get
        {
            lock (gate)
            {
                return [.. bots.Values];
            }
        }
    }

    /// <summary>Returns the limits for an Authorization header, which may be empty; null for too many different ones.</summary>
    public RateLimits? Find(string authorization)
    {
        lock (gate)
        {
            if (bots.TryGetValue(authorization, out var bot) || bots.Count >= MostBots)
            {
                return bot;
            }

            if (ReadApplication(authorization) is { } application)
            {
                applications.Add(application);
            }

            bot = new RateLimits(options, address, time, null);
            bots.Add(authorization, bot);
            return bot;
        }
    }

    /// <summary>Whether an id is that of the application of a bot that has made a call.</summary>
    public bool IsApplication(ulong id)
    {
        lock (gate)
        {
            return applications.Contains(id);
        }
    }

    public void Dispose()
    {
        foreach (var bot in All)
        {
            bot.Dispose();
        }
    }

    /// <summary>
    /// The id of the bot, which is the first part of its token. That of its application is the same, except for the oldest ones.
    /// </summary>
    private static ulong? ReadApplication(string authorization)
    {
        int end = authorization.IndexOf('.', StringComparison.Ordinal);
        int start = authorization.IndexOf(' ', StringComparison.Ordinal) + 1;
        if (start == 0 || end <= start || !Base64Url.IsValid(authorization.AsSpan(start, end - start)))
        {
            return null;
        }

        string digits = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(authorization.AsSpan(start, end - start)));
        return ulong.TryParse(digits, out ulong id) ? id : null;
    }
}
