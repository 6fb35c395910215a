namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about invites, and their events.</summary>
public sealed class InviteCallTests
{
    [Fact]
    public async Task Invite_is_created_listed_read_and_deleted()
    {
        await using var scene = await RestScene.StartAsync();
        var (channel, bot) = (scene.Guild.TextChannels[0], scene.Gateway.World.Bot.Id.ToString());

        var created = await scene.Rest.SendAsync(
            "POST", $"/channels/{channel.Id}/invites", """{"max_age":60,"max_uses":3,"temporary":true}""");
        var creation = await scene.ExpectAsync("INVITE_CREATE");
        string code = created.At("code")!;
        Assert.Equal(("60", "3", "true", "0", bot, "general"), (
            created.At("max_age"), created.At("max_uses"), created.At("temporary"), created.At("uses"), created.At("inviter.id"),
            created.At("channel.name")));
        Assert.Equal(TimeSpan.FromSeconds(60), created.GetProperty("expires_at").GetDateTimeOffset() - scene.Time.GetUtcNow());
        Assert.Equal((code, channel.Id.ToString(), scene.Guild.Id.ToString(), "60", "3", "true", bot), (
            creation.At("code"), creation.At("channel_id"), creation.At("guild_id"), creation.At("max_age"), creation.At("max_uses"),
            creation.At("temporary"), creation.At("inviter.id")));

        Assert.Equal([code], (await scene.Rest.SendAsync("GET", $"/channels/{channel.Id}/invites")).Each("code"));
        Assert.Equal([code], (await scene.Rest.SendAsync("GET", $"{scene.Path}/invites")).Each("code"));
        Assert.Empty((await scene.Rest.SendAsync("GET", $"/channels/{scene.Guild.TextChannels[1].Id}/invites")).Each("code"));

        var read = await scene.Rest.SendAsync("GET", $"/invites/{code}");
        Assert.Equal(scene.Guild.Name, read.At("guild.name"));
        Assert.False(read.TryGetProperty("uses", out _) || read.TryGetProperty("approximate_member_count", out _));
        var counted = await scene.Rest.SendAsync("GET", $"/invites/{code}?with_counts=true");
        Assert.Equal($"{scene.Guild.Members.Count}", counted.At("approximate_member_count"));

        Assert.Equal(code, (await scene.Rest.SendAsync("DELETE", $"/invites/{code}")).At("code"));
        var deletion = await scene.ExpectAsync("INVITE_DELETE");
        Assert.Equal((code, channel.Id.ToString(), scene.Guild.Id.ToString()), (
            deletion.At("code"), deletion.At("channel_id"), deletion.At("guild_id")));
        foreach (string method in new[] { "GET", "DELETE" })
        {
            Assert.Equal((404, 10006, "Unknown Invite"), await scene.Rest.RefusedAsync(method, $"/invites/{code}"));
        }

        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Similar_invite_is_returned_again_unless_it_has_to_be_unique()
    {
        await using var scene = await RestScene.StartAsync();
        string invites = $"/channels/{scene.Guild.TextChannels[0].Id}/invites";
        string? first = (await scene.Rest.SendAsync("POST", invites, "{}")).At("code");
        Assert.Equal("86400", (await scene.ExpectAsync("INVITE_CREATE")).At("max_age"));

        Assert.Equal(first, (await scene.Rest.SendAsync("POST", invites, """{"max_age":86400}""")).At("code"));
        foreach (string other in new[] { """{"unique":true}""", """{"max_uses":1}""", """{"max_age":0}""" })
        {
            var created = await scene.Rest.SendAsync("POST", invites, other);
            Assert.NotEqual(first, created.At("code"));
            Assert.Equal(created.At("code"), (await scene.ExpectAsync("INVITE_CREATE")).At("code"));
        }

        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Invite_ends_after_its_age()
    {
        await using var scene = await RestScene.StartAsync();
        string invites = $"/channels/{scene.Guild.TextChannels[0].Id}/invites";
        string? ends = (await scene.Rest.SendAsync("POST", invites, """{"max_age":60}""")).At("code");
        string? stays = (await scene.Rest.SendAsync("POST", invites, """{"max_age":0}""")).At("code");

        scene.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(ends, (await scene.Rest.SendAsync("GET", $"/invites/{ends}")).At("code"));
        scene.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((404, 10006, "Unknown Invite"), await scene.Rest.RefusedAsync("GET", $"/invites/{ends}"));
        Assert.Equal([stays], (await scene.Rest.SendAsync("GET", invites)).Each("code"));
        Assert.Null((await scene.Rest.SendAsync("GET", $"/invites/{stays}")).At("expires_at"));
    }

    [Fact]
    public async Task Categories_and_threads_have_no_invites()
    {
        await using var scene = await RestScene.StartAsync();
        foreach (var channel in scene.Guild.Channels.Where(channel => channel.Kind is ChannelKind.Category or ChannelKind.Thread))
        {
            Assert.Equal(
                (400, 50024, "Cannot execute action on this channel type"),
                await scene.Rest.RefusedAsync("POST", $"/channels/{channel.Id}/invites", "{}"));
        }
    }
}
