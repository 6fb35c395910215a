namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about the roles of a guild, and their events.</summary>
public sealed class RoleCallTests
{
    [Fact]
    public async Task Role_is_created_changed_and_deleted()
    {
        await using var scene = await RestScene.StartAsync();
        string roles = $"{scene.Path}/roles";

        var created = await scene.Rest.SendAsync(
            "POST", roles, """{"name":"mods","permissions":"8","colors":{"primary_color":255,"secondary_color":16},"hoist":true}""");
        var creation = await scene.ExpectAsync("GUILD_ROLE_CREATE");
        string id = created.At("id")!;
        Assert.Equal(scene.Guild.Id.ToString(), creation.At("guild_id"));
        Assert.Equal(created.GetRawText(), creation.At("role"));
        Assert.Equal(("mods", "8", "255", "true", "1"), (
            created.At("name"), created.At("permissions"), created.At("color"), created.At("hoist"), created.At("position")));
        Assert.Equal(("255", "16", null), (
            created.At("colors.primary_color"), created.At("colors.secondary_color"), created.At("colors.tertiary_color")));
        Assert.Equal(["@everyone", "helpers", "mods"], (await scene.Rest.SendAsync("GET", roles)).Each("name"));

        var changed = await scene.Rest.SendAsync("PATCH", $"{roles}/{id}", """{"color":7,"mentionable":true,"permissions":16}""");
        var change = await scene.ExpectAsync("GUILD_ROLE_UPDATE");
        Assert.Equal(changed.GetRawText(), change.At("role"));
        Assert.Equal(("mods", "16", "7", "true", "true"), (
            changed.At("name"), changed.At("permissions"), changed.At("color"), changed.At("hoist"), changed.At("mentionable")));
        Assert.Equal(changed.GetRawText(), (await scene.Rest.SendAsync("GET", $"{roles}/{id}")).GetRawText());

        await scene.Rest.SendAsync("DELETE", $"{roles}/{id}");
        var deletion = await scene.ExpectAsync("GUILD_ROLE_DELETE");
        Assert.Equal((scene.Guild.Id.ToString(), id), (deletion.At("guild_id"), deletion.At("role_id")));
        Assert.Equal((404, 10011, "Unknown Role"), await scene.Rest.RefusedAsync("GET", $"{roles}/{id}"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task New_role_has_Discords_defaults()
    {
        await using var scene = await RestScene.StartAsync();
        await scene.Rest.SendAsync("PATCH", $"{scene.Path}/roles/{scene.Guild.Id}", """{"permissions":"1024"}""");

        var created = await scene.Rest.SendAsync("POST", $"{scene.Path}/roles", "{}");

        Assert.Equal(("new role", "1024", "0", "false", "false"), (
            created.At("name"), created.At("permissions"), created.At("color"), created.At("hoist"), created.At("mentionable")));
    }

    [Fact]
    public async Task Roles_move_with_an_event_for_each_that_moves()
    {
        await using var scene = await RestScene.StartAsync();
        string roles = $"{scene.Path}/roles";
        string helpers = scene.Guild.Roles[1].Id.ToString();
        string mods = (await scene.Rest.SendAsync("POST", roles, """{"name":"mods"}""")).At("id")!;
        await scene.ExpectAsync("GUILD_ROLE_CREATE");

        var all = await scene.Rest.SendAsync(
            "PATCH", roles, $$"""[{"id":"{{helpers}}","position":1},{"id":"{{mods}}","position":2},{"id":"{{scene.Guild.Id}}"}]""");

        Assert.Equal(["0", "1", "2"], all.Each("position"));
        Assert.Equal("mods", (await scene.ExpectAsync("GUILD_ROLE_UPDATE")).At("role.name"));
        Assert.Equal((404, 10011, "Unknown Role"), await scene.Rest.RefusedAsync("PATCH", roles, """[{"id":"1","position":1}]"""));
        Assert.Equal(
            (400, 50028, "Invalid Role"),
            await scene.Rest.RefusedAsync(
                "PATCH", roles, $$"""[{"id":"{{mods}}","position":5},{"id":"{{scene.Guild.Id}}","position":3}]"""));
        Assert.Equal(2, scene.Guild.Roles[2].Position);
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Members_lose_a_deleted_role()
    {
        await using var scene = await RestScene.StartAsync();
        string helpers = scene.Guild.Roles[1].Id.ToString();
        var counts = await scene.Rest.SendAsync("GET", $"{scene.Path}/roles/member-counts");
        Assert.Equal($$"""{"{{helpers}}":4}""", counts.GetRawText());

        await scene.Rest.SendAsync("DELETE", $"{scene.Path}/roles/{helpers}");

        Assert.All(scene.Guild.Members, member => Assert.Empty(member.Roles));
        Assert.Equal("[]", (await scene.Rest.SendAsync("GET", $"{scene.Path}/members/{scene.Guild.OwnerId}")).At("roles"));
        Assert.Equal("{}", (await scene.Rest.SendAsync("GET", $"{scene.Path}/roles/member-counts")).GetRawText());
        Assert.Equal((400, 50028, "Invalid Role"), await scene.Rest.RefusedAsync("DELETE", $"{scene.Path}/roles/{scene.Guild.Id}"));
    }

    [Fact]
    public async Task Guild_has_at_most_250_roles()
    {
        await using var scene = await RestScene.StartAsync();
        for (int count = scene.Guild.Roles.Count; count < 250; count++)
        {
            await scene.Rest.SendAsync("POST", $"{scene.Path}/roles", "{}");
        }

        (int status, int code, _) = await scene.Rest.RefusedAsync("POST", $"{scene.Path}/roles", "{}");

        Assert.Equal((400, 30005, 250), (status, code, scene.Guild.Roles.Count));
    }
}
