using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Guilds in an outage, joined and left, as a cluster sees them over a real socket.</summary>
public sealed class GuildOutageTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [InlineData(OutageNotice.GuildDelete)]
    [InlineData(OutageNotice.GuildCreate)]
    public async Task Directory_knows_which_guilds_are_in_an_outage(OutageNotice notice)
    {
        var guilds = new GuildDirectory();
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { Guilds = 3, UnavailableGuilds = 1 });
        live.Gateway.Script.OutageNotice = notice;
        cluster.AddHandler(guilds);
        await cluster.SpawnAsync(Cancel);
        var missing = await cluster.WaitForGuildsAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        var (failing, other) = (live.Gateway.World.Guilds[0], live.Gateway.World.Guilds[1]);
        Assert.Equal([failing.Id], missing);
        Assert.Equal((3, false, true), (guilds.Count, guilds.Find(failing.Id)!.IsAvailable, guilds.Find(other.Id)!.IsAvailable));

        live.Gateway.EndOutage(failing);
        live.Gateway.StartOutage(other);
        await LiveGateway.UntilAsync(() => guilds.Find(failing.Id)!.IsAvailable && !guilds.Find(other.Id)!.IsAvailable);

        live.Gateway.RemoveGuild(other);
        var added = live.Gateway.AddGuild();
        await LiveGateway.UntilAsync(() => guilds.Find(added.Id) is { IsAvailable: true } && guilds.Find(other.Id) is null);
        Assert.Empty(live.Gateway.Violations);
    }
}
