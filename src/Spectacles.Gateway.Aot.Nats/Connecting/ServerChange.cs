using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Goes to another server when JetStream has not answered for a while although the connection is there: a server that is cut off from the
/// others of its cluster keeps its clients.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class ServerChange(NatsConnection connection, TimeProvider time, ILogger log)
{
    /// <summary>Longer than the election of a leader takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();

    /// <summary>When JetStream did not answer for the first time since its last answer; 0 if it answers.</summary>
    private long failingSince;
    private Task changing = Task.CompletedTask;

    private bool HasOthers => connection.Opts.Url.Contains(',', StringComparison.Ordinal)
        || connection.ServerInfo?.ClientConnectUrls is { Length: > 1 };

    /// <summary>Notes that JetStream has answered.</summary>
    public void NoteAnswer() => Volatile.Write(ref failingSince, 0);

    /// <summary>Notes that JetStream has not answered.</summary>
    public void NoteSilence()
    {
        lock (gate)
        {
            if (failingSince == 0)
            {
                failingSince = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(failingSince) > Patience
                && changing.IsCompleted
                && connection.ConnectionState == NatsConnectionState.Open
                && HasOthers)
            {
                failingSince = 0;
                changing = ChangeAsync();
            }
        }
    }

    private async Task ChangeAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        NoAnswer(log, (int)Patience.TotalSeconds);
        try
        {
            await connection.ReconnectAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NatsException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection was lost or disposed at the same time.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "JetStream has not answered for {Seconds} seconds, so another server is tried")]
    private static partial void NoAnswer(ILogger logger, int seconds);
}
