using System.Diagnostics;
using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Fleets;

/// <summary>Sends messages of 1 KB to all shards in turn. Each says when it was sent.</summary>
internal static class Messages
{
    private const string Begin = """{"sent":""";

    /// <summary>Where the time is in the payload.</summary>
    public const int TimeAt = 8;

    private static readonly string Rest = $$"""
        ,"type":0,"tts":false,"timestamp":"2026-01-01T00:00:00.000000+00:00","pinned":false,"nonce":"1410000000000000000","mentions":[],
        "mention_roles":[],"mention_everyone":false,"member":{"roles":["840000000000000001","840000000000000002","840000000000000003"],
        "premium_since":null,"pending":false,"nick":"somebody","mute":false,"joined_at":"2025-01-01T00:00:00.000000+00:00","flags":0,
        "deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null},"id":"1410000000000000001","flags":0,"embeds":[],
        "edited_timestamp":null,"content":"{{string.Concat(Enumerable.Repeat("a message about a game, ", 8))}}","components":[],
        "channel_id":"840000000000000009","author":{"username":"somebody","public_flags":0,"id":"840000000000000010","global_name":"Some",
        "discriminator":"0","clan":null,"avatar_decoration_data":null,"avatar":"0123456789abcdef0123456789abcdef"},"attachments":[],
        "guild_id":"840000000000000000"}
        """;

    /// <summary>Starts a gateway whose shards identify at once.</summary>
    public static Task<SimulatedGateway> StartGatewayAsync(int shards) => SimulatedGateway.StartAsync(new SimulatedGatewayOptions
    {
        RecommendedShards = shards,
        MaxConcurrency = shards,
        PrivilegedIntents = BareProcess.Intents,
        ForgetAcknowledged = true,
    });

    /// <summary>Waits until all shards are connected.</summary>
    public static async Task<SimulatedSession[]> SessionsAsync(SimulatedGateway gateway, int shards)
    {
        while (true)
        {
            SimulatedSession[] sessions = [.. gateway.Sessions.Where(one => !one.Ended).OrderBy(one => one.ShardId)];
            if (sessions.Length == shards && sessions.All(one => one.Connected))
            {
                return sessions;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Sends at a rate, for a time.</summary>
    /// <returns>The number of messages.</returns>
    public static async Task<int> SendAsync(SimulatedSession[] sessions, int rate, TimeSpan time, Func<bool>? isOver = null)
    {
        long start = Stopwatch.GetTimestamp();
        int sent = 0;
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < time && isOver?.Invoke() != true)
        {
            for (int due = (int)(passed.TotalSeconds * rate) + 1; sent < due; sent++)
            {
                Send(sessions[sent % sessions.Length]);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        return sent;
    }

    /// <summary>Sends as fast as the simulated gateway takes it.</summary>
    public static void SendAll(SimulatedSession[] sessions, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Send(sessions[i % sessions.Length]);
        }
    }

    private static void Send(SimulatedSession session) => session.Dispatch(
        "MESSAGE_CREATE", string.Create(CultureInfo.InvariantCulture, $"{Begin}{Stopwatch.GetTimestamp()}{Rest}"));
}
