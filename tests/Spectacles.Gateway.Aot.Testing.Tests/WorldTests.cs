using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What <see cref="SimulatedGateway.World"/> shows is what the clients receive.</summary>
public sealed class WorldTests
{
    [Fact]
    public async Task Guild_has_the_roles_channels_and_members_of_its_GUILD_CREATE()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.Privileged });
        var guild = gateway.World.Guilds[0];
        gateway.People.ChangePresence(guild, guild.People[1], "idle");
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token, GatewayIntents.All);
        await client.ExpectAsync("READY");

        var data = (await client.ExpectAsync("GUILD_CREATE")).Data;

        Assert.Equal(guild.Name, Text(data, "name"));
        Assert.Equal(
            List(data, "roles").Select(role => (Text(role, "id"), Text(role, "name"), Number(role, "color"), Number(role, "position"))),
            guild.Roles.Select(role => (role.Id.ToString(), role.Name, role.Color, role.Position)));
        Assert.Equal(
            List(data, "channels").Concat(List(data, "threads")).Select(
                channel => (
                    Text(channel, "id"),
                    Text(channel, "name"),
                    Number(channel, "type"),
                    channel.GetProperty("parent_id").GetString())),
            guild.Channels.Select(channel => (channel.Id.ToString(), channel.Name, (int)channel.Kind, channel.Parent?.ToString())));
        Assert.Equal(
            List(data, "channels").Select(channel => Number(channel, "position")),
            guild.Channels.Where(channel => channel.Kind != ChannelKind.Thread).Select(channel => channel.Position));
        Assert.All(guild.Channels, channel => Assert.Equal(guild.Id, channel.GuildId));
        var users = List(data, "members").Select(member => member.GetProperty("user"));
        Assert.Equal(
            users.Select(user => (Text(user, "username"), user.TryGetProperty("bot", out var bot) && bot.GetBoolean())),
            guild.Members.Select(member => (member.User.Name, member.User.IsBot)));
        Assert.Equal(
            List(data, "presences").Select(presence => Text(presence, "status")), guild.Members.Select(member => member.Status));
    }

    [Fact]
    public async Task Observations_name_the_connection_that_they_are_of()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        await using var second = await RawClient.ConnectAsync(gateway);
        await second.ExpectAsync(Opcode.Hello);
        await second.SendAsync("""{"op":99,"d":null}""");

        Assert.Equal((int)CloseCode.UnknownOpcode, await second.WaitForCloseAsync());
        Assert.Equal(1, (await gateway.WaitForOpenAsync()).ConnectionId);
        Assert.Equal(2, (await gateway.WaitForOpenAsync()).ConnectionId);
        Assert.Equal(1, (await gateway.WaitForPayloadAsync(Opcode.Identify)).ConnectionId);
        Assert.Equal(2, (await gateway.WaitForViolationAsync()).ConnectionId);
        Assert.Equal(2, (await gateway.WaitForCloseAsync()).ConnectionId);
        Assert.Equal((1, 10), (gateway.ConnectionOf(0).Id, gateway.ConnectionOf(0).ApiVersion));
    }

    private static JsonElement.ArrayEnumerator List(JsonElement data, string name) => data.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private static int Number(JsonElement data, string name) => data.GetProperty(name).GetInt32();
}
