namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about the members of threads, and their events.</summary>
public sealed class ThreadMemberCallTests
{
    [Fact]
    public async Task Bot_joins_and_leaves_a_thread()
    {
        await using var scene = await RestScene.StartAsync();
        var thread = scene.Guild.Channels.First(channel => channel.Kind == ChannelKind.Thread);
        string bot = scene.Gateway.World.Bot.Id.ToString();
        string own = $"/channels/{thread.Id}/thread-members/@me";
        Assert.Equal((404, 10007, "Unknown Member"), await scene.Rest.RefusedAsync("GET", $"/channels/{thread.Id}/thread-members/{bot}"));
        Assert.False((await scene.Rest.SendAsync("GET", $"/channels/{thread.Id}")).TryGetProperty("member", out _));

        await scene.Rest.SendAsync("PUT", own);
        var created = await scene.ExpectAsync("THREAD_CREATE");
        Assert.Equal((thread.Id.ToString(), bot), (created.At("id"), created.At("member.user_id")));
        Assert.False(created.TryGetProperty("newly_created", out _));
        Assert.Equal("2", (await scene.ExpectAsync("THREAD_MEMBERS_UPDATE")).At("member_count"));
        await scene.Rest.SendAsync("PUT", own);
        Assert.Equal(bot, (await scene.Rest.SendAsync("GET", $"/channels/{thread.Id}/thread-members/{bot}")).At("user_id"));
        Assert.Equal(bot, (await scene.Rest.SendAsync("GET", $"/channels/{thread.Id}")).At("member.user_id"));

        await scene.Rest.SendAsync("DELETE", own);
        var left = await scene.ExpectAsync("THREAD_MEMBERS_UPDATE");
        Assert.Equal((thread.Id.ToString(), "1", $"[\"{bot}\"]"), (left.At("id"), left.At("member_count"), left.At("removed_member_ids")));
        Assert.Equal((404, 10007, "Unknown Member"), await scene.Rest.RefusedAsync("DELETE", own));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Others_are_added_listed_and_removed()
    {
        await using var scene = await RestScene.StartAsync();
        string members = $"/channels/{await ThreadCallTests.StartAsync(scene, ChannelKind.PrivateThread)}/thread-members";
        string[] people = [.. scene.Guild.People.Take(3).Select(person => person.User.Id.ToString())];
        foreach (string person in people)
        {
            await scene.Rest.SendAsync("PUT", $"{members}/{person}");
            var added = (await scene.ExpectAsync("THREAD_MEMBERS_UPDATE")).GetProperty("added_members")[0];
            Assert.Equal((person, person, null), (added.At("user_id"), added.At("member.user.id"), added.At("presence")));
        }

        string?[] all = [scene.Gateway.World.Bot.Id.ToString(), .. people];
        var plain = await scene.Rest.SendAsync("GET", members);
        Assert.Equal(all.Order(), plain.Each("user_id").Order());
        Assert.False(plain[0].TryGetProperty("member", out _));
        string?[] sorted = plain.Each("user_id");
        var page = await scene.Rest.SendAsync("GET", $"{members}?with_member=true&limit=2&after={sorted[0]}");
        Assert.Equal(sorted[1..3], page.Each("user_id"));
        Assert.Equal(sorted[1..3], page.Each("member.user.id"));
        var one = await scene.Rest.SendAsync("GET", $"{members}/{people[1]}?with_member=1");
        Assert.Equal((people[1], people[1]), (one.At("user_id"), one.At("member.user.id")));

        await scene.Rest.SendAsync("DELETE", $"{members}/{people[1]}");
        Assert.Equal($"[\"{people[1]}\"]", (await scene.ExpectAsync("THREAD_MEMBERS_UPDATE")).At("removed_member_ids"));
        Assert.Equal((404, 10007, "Unknown Member"), await scene.Rest.RefusedAsync("GET", $"{members}/{people[1]}"));
        Assert.Equal((404, 10007, "Unknown Member"), await scene.Rest.RefusedAsync("PUT", $"{members}/1"));
        Assert.Equal(
            (400, 50024, "Cannot execute action on this channel type"),
            await scene.Rest.RefusedAsync("PUT", $"/channels/{scene.Guild.TextChannels[0].Id}/thread-members/@me"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task List_needs_the_members_intent_of_the_application()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var rest = new BotRest(gateway);
        var thread = gateway.World.Guilds[0].Channels.First(channel => channel.Kind == ChannelKind.Thread);

        Assert.Equal((403, 50001, "Missing Access"), await rest.RefusedAsync("GET", $"/channels/{thread.Id}/thread-members"));
    }
}
