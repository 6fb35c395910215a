using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>An interaction says what the user, the bot and the members that the user has selected may do in the channel.</summary>
public sealed class InteractionPermissionTests
{
    private const ulong ViewChannel = 1 << 10;
    private const ulong SendMessages = 1 << 11;
    private const ulong AttachFiles = 1 << 15;
    private const ulong ModerateMembers = 1UL << 40;

    private const string Command = """[{"name":"see","description":"x","options":[{"type":6,"name":"whom","description":"x"}]}]""";

    private static readonly WorldDescription World = WorldDescription.Parse("""
        {
          "guilds": [
            {
              "name": "Testers",
              "owner": "grace",
              "channels": [{ "name": "general" }],
              "roles": [
                { "name": "@everyone", "permissions": ["VIEW_CHANNEL", "SEND_MESSAGES"] },
                { "name": "admins", "permissions": ["ADMINISTRATOR"] },
                { "name": "moderators", "permissions": ["MODERATE_MEMBERS"] }
              ],
              "bot_roles": ["moderators"],
              "people": [{ "name": "ada" }, { "name": "grace" }, { "name": "mo", "roles": ["moderators"] }, { "name": "root", "roles": ["admins"] }]
            }
          ]
        }
        """);

    [Fact]
    public async Task Members_have_the_permissions_of_their_roles_and_owner_and_administrators_have_all()
    {
        await using var bot = await CommandBot.StartAsync(Command, World);

        var ofAda = await UseAsync(bot, "ada", "mo");
        Assert.Equal(ViewChannel | SendMessages, Of(ofAda.At("member.permissions")));
        Assert.Equal(ViewChannel | SendMessages | ModerateMembers, Of(ofAda.At("app_permissions")));
        Assert.Equal(
            ViewChannel | SendMessages | ModerateMembers,
            Of(ofAda.At($"data.resolved.members.{bot.Gateway.People["mo"].User.Id}.permissions")));
        string? ofOwner = (await UseAsync(bot, "grace", "ada")).At("member.permissions");
        Assert.True((Of(ofOwner) & AttachFiles) != 0);
        Assert.Equal(ofOwner, (await UseAsync(bot, "root", "ada")).At("member.permissions"));
    }

    [Fact]
    public async Task Overwrites_of_the_channel_deny_first_and_then_allow()
    {
        await using var bot = await CommandBot.StartAsync(Command, World);
        await OverwriteAsync(bot, bot.Guild.Id, 0, allow: 0, deny: SendMessages | ViewChannel);
        await OverwriteAsync(bot, bot.Guild.Role("moderators").Id, 0, allow: ViewChannel | AttachFiles, deny: 0);
        await OverwriteAsync(bot, bot.Gateway.People["mo"].User.Id, 1, allow: 0, deny: AttachFiles);

        Assert.Equal(ViewChannel | ModerateMembers, Of((await UseAsync(bot, "mo", "ada")).At("member.permissions")));
        Assert.Equal(0UL, Of((await UseAsync(bot, "ada", "mo")).At("member.permissions")));
    }

    [Fact]
    public async Task People_of_a_described_world_receive_direct_messages()
    {
        await using var bot = await CommandBot.StartAsync(world: World);

        var (status, channel) = await bot.SendAsync(
            "POST", "users/@me/channels", $$"""{"recipient_id":"{{bot.Gateway.People["ada"].User.Id}}"}""");

        Assert.Equal((200, "ada"), (status, channel.GetProperty("recipients")[0].GetProperty("username").GetString()));
    }

    private static ulong Of(string? permissions) => ulong.Parse(permissions!, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<JsonElement> UseAsync(CommandBot bot, string who, string whom)
    {
        bot.Gateway.People.UseCommand(
            bot.Guild,
            "see",
            bot.Guild.Member(who),
            options: new CommandOptions { ["whom"] = bot.Guild.Member(whom) });
        return await bot.NextInteractionAsync();
    }

    private static async Task OverwriteAsync(CommandBot bot, Snowflake id, int type, ulong allow, ulong deny)
    {
        var (status, _) = await bot.SendAsync(
            "PUT",
            $"channels/{bot.Guild.TextChannels[0].Id}/permissions/{id}",
            $$"""{"type":{{type}},"allow":"{{allow}}","deny":"{{deny}}"}""");
        Assert.Equal(204, status);
        await bot.Client.ExpectAsync("CHANNEL_UPDATE");
    }
}
