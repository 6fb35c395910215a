using System.Buffers.Text;
using System.Text;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>The rate limits of each bot, and of the address that all have in common.</summary>
internal sealed class ProxyLimits(RateLimitOptions options, TimeProvider time) : IDisposable
{
    /// <summary>
    /// More bots than any proxy has, so that neither invented tokens nor those of users, which expire, can fill the memory.
    /// </summary>
    private const int MostBots = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, ProxiedBot> bots = [];
    private readonly HashSet<ulong> applications = [];
    private readonly AddressLimits address = new(time, options.GlobalLimit);
    private long calls;

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
                return [.. bots.Values.Select(bot => bot.Limits)];
            }
        }
    }

    /// <summary>
    /// Begins a call, and returns what is kept for its Authorization header, which may be empty. If there is no room for a new one, that
    /// of another is forgotten.
    /// </summary>
    /// <returns>The bot, until <see cref="End"/>; null if all that are kept have calls.</returns>
    public ProxiedBot? Begin(string authorization)
    {
        lock (gate)
        {
            if (!bots.TryGetValue(authorization, out var bot))
            {
                if (bots.Count >= MostBots && !TryForget())
                {
                    return null;
                }

                bot = new ProxiedBot(new RateLimits(options, address, time, null), ReadApplication(authorization));
                bots.Add(authorization, bot);
                if (bot.Application is { } application)
                {
                    applications.Add(application);
                }
            }

            bot.Calls++;
            bot.LastUse = ++calls;
            return bot;
        }
    }

    /// <summary>Ends a call.</summary>
    /// <param name="bot">What <see cref="Begin"/> has returned.</param>
    /// <param name="isRefused">Whether the token was refused with 401.</param>
    public void End(ProxiedBot bot, bool isRefused)
    {
        lock (gate)
        {
            bot.Calls--;
            bot.IsRefused |= isRefused;
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
    /// Forgets a token without calls: one that Discord has refused, if there is one, and among several the one that was used longest ago.
    /// </summary>
    private bool TryForget()
    {
        var idle = bots.Where(bot => bot.Value.Calls == 0);
        var (key, found) = idle.OrderByDescending(bot => bot.Value.IsRefused).ThenBy(bot => bot.Value.LastUse).FirstOrDefault();
        if (found is null)
        {
            return false;
        }

        bots.Remove(key);
        found.Limits.Dispose();
        if (found.Application is { } application && bots.Values.All(bot => bot.Application != application))
        {
            applications.Remove(application);
        }

        return true;
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
