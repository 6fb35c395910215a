using System.Globalization;
using System.Net.Security;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace Hostile;

/// <summary>A bot of one shard without a logger or an error listener, so that the library prints its errors.</summary>
internal sealed class HostileBot(Uri api, TimeProvider time)
{
    private const string Token = "hostile.server.token";

    // Trusts the self-signed certificate of the test server. Nothing else is connected to.
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=hostile.test",
        },
    });

    private Cluster? cluster;
    private Task spawning = Task.CompletedTask;
    private int handled;
    private int guilds;
    private int messages;
    private int any;
    private volatile bool good;

    /// <summary>Runs while the server is hostile.</summary>
    /// <returns>The state of the bot.</returns>
    public async Task<string> AttackAsync(TimeSpan length)
    {
        ResidentMemory.Forget();
        cluster = Make();
        spawning = cluster.SpawnAsync();
        await UntilAsync(() => HasEnded, length);
        return Describe();
    }

    /// <summary>Runs until an event of the good server is handled. A bot that ended is restarted, as a supervisor would do.</summary>
    /// <returns>The time in seconds, or "lost".</returns>
    public async Task<string> RecoverAsync()
    {
        long start = time.GetTimestamp();
        if (HasEnded)
        {
            await cluster!.DisposeAsync();
            cluster = Make();
            spawning = cluster.SpawnAsync();
        }

        bool recovered = await UntilAsync(() => good || HasEnded, TimeSpan.FromMinutes(10));
        return recovered && good
            ? string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(start).TotalSeconds:0}")
            : $"lost {Describe()}";
    }

    /// <returns>The time in seconds and the number of handled expected events.</returns>
    public async Task<string> StopAsync()
    {
        long start = time.GetTimestamp();
        await cluster!.DisposeAsync();
        await spawning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await cluster.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(start).TotalSeconds:0} {handled}");
    }

    private async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit)
    {
        long start = time.GetTimestamp();
        while (!condition())
        {
            if (time.GetElapsedTime(start) >= limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), time);
        }

        return true;
    }

    private bool HasEnded => spawning.IsFaulted || cluster!.Completion.IsCompleted;

    private Cluster Make()
    {
        var options = new GatewayOptions { Api = api, TimeProvider = time, Http = api.Scheme == "https" ? Http : null };
        var made = new Cluster(
            new Gateway(Token, options),
            new ClusterOptions
            {
                TimeProvider = time,
                Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages,
            });
        made.OnAny((dispatch, _) =>
        {
            any++;
            if (dispatch.EventName.SequenceEqual("GOOD"u8))
            {
                good = true;
            }
            else if (dispatch.EventName.SequenceEqual("EXPECTED"u8))
            {
                handled++;
            }
        });
        made.On<GuildCreate>((_, _) => guilds++);
        made.On<MessageCreate>((_, _) => messages++);
        return made;
    }

    private string Describe()
    {
        var failure = (spawning.Exception ?? cluster!.Completion.Exception)?.InnerException;
        string state = spawning.IsFaulted
            ? "refused"
            : cluster!.Completion.IsFaulted ? "ended" : spawning.IsCompleted ? "serving" : "spawning";
        return $"{state} {handled} {guilds} {messages} {any} {failure?.GetType().Name} {failure?.Message.ReplaceLineEndings("\\n")}";
    }
}
