using System.Net.WebSockets;

namespace Spectacles.Gateway.Testing;

/// <summary>The open connections.</summary>
internal sealed class ConnectionRegistry(BotRegistry bots)
{
    private readonly Lock gate = new();
    private readonly List<SimulatedConnection> open = [];
    private int opened;

    public BotRegistry Bots => bots;

    public IReadOnlyList<SimulatedConnection> Snapshot()
    {
        lock (gate)
        {
            return [.. open];
        }
    }

    public SimulatedConnection? CarrierOf(SimulatedSession session) =>
        Snapshot().FirstOrDefault(connection => connection.Session == session);

    /// <summary>Ends all sessions of the bot, and closes their connections with 4004.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#identifying</remarks>
    public void EndSessions(GatewayState bot)
    {
        foreach (var session in bot.Sessions.Snapshot())
        {
            CarrierOf(session)?.Close(CloseCode.AuthenticationFailed, "the session start limit is exceeded");
            bot.Sessions.End(session);
        }
    }

    /// <summary>Serves a web socket until it is closed.</summary>
    public async Task ServeAsync(WebSocket socket, Link link, ConnectionRequest request)
    {
        var connection = new SimulatedConnection(Interlocked.Increment(ref opened), socket, link, request, this);
        lock (gate)
        {
            open.Add(connection);
        }

        try
        {
            await connection.RunAsync();
        }
        finally
        {
            lock (gate)
            {
                open.Remove(connection);
            }

            connection.Bot.Journal.Closed.Record(connection.Ending);
        }
    }
}
