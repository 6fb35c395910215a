using System.Globalization;
using System.Text;
using Spectacles.Gateway.Reading;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Prints the memory and the file of a <see cref="GuildDirectory"/> with 1,000 guilds.</summary>
internal static class GuildTable
{
    private const int Guilds = 1_000;
    private const string Token = "MTIzNDU2Nzg5.bench.bench-bench-bench";

    // 20 roles, 40 channels with overwrites, 250 members, 5 of them in voice channels.
    private static readonly string Json = Encoding.UTF8.GetString(new GuildPayload(roles: 20, channels: 40, emojis: 10, members: 250).Utf8);

    public static async Task PrintAsync()
    {
        // Once before, so that loading and compiling does not count.
        await MeasureAsync(GuildDetails.Roles | GuildDetails.Channels | GuildDetails.VoiceStates);
        await PrintAsync("plain", GuildDetails.None);
        await PrintAsync("with roles", GuildDetails.Roles);
        await PrintAsync("with channels and overwrites", GuildDetails.Channels);
        await PrintAsync("with voice states", GuildDetails.VoiceStates);
        await PrintAsync("with all of them", GuildDetails.Roles | GuildDetails.Channels | GuildDetails.VoiceStates);
    }

    private static async Task PrintAsync(string name, GuildDetails details)
    {
        var (memory, file) = await MeasureAsync(details);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-30} {memory / 1024.0,8:0} KB of memory {file / 1024.0,8:0} KB on the disk"));
    }

    private static async Task<(long Memory, long File)> MeasureAsync(GuildDetails details)
    {
        string folder = Directory.CreateTempSubdirectory("spectacles-bench-").FullName;
        try
        {
            await using var source = new EventDispatcher();
            long before = GC.GetTotalMemory(forceFullCollection: true);
            var directory = new GuildDirectory(details);
            source.AddHandler(directory);
            using var shard = new SilentShard(source);
            for (int i = 0; i < Guilds; i++)
            {
                await shard.DispatchAsync("GUILD_CREATE"u8, GuildOf(i), i + 1);
            }

            long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            var store = new GuildSessionStore(new FileSessionStore(Token, folder), directory);
            await store.SaveAsync(SilentShard.Session, CancellationToken.None);
            GC.KeepAlive(directory);
            return (memory, new FileInfo(Directory.GetFiles(folder, "*.jsonl").Single()).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] GuildOf(int number) => Encoding.UTF8.GetBytes(
        Json.Replace("\"A guild\"", $"\"Guild number {number}\"", StringComparison.Ordinal)
            .Replace("\"810000000000", FormattableString.Invariant($"\"81{number:0000000000}"), StringComparison.Ordinal));
}
