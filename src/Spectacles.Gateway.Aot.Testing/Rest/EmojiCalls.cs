using System.Text.Json;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls about the emojis of a guild.</summary>
/// <remarks>https://discord.com/developers/docs/resources/emoji</remarks>
internal static partial class EmojiCalls
{
    private const string All = "/guilds/{guild_id}/emojis";
    private const string One = "/guilds/{guild_id}/emojis/{emoji_id}";

    /// <summary>The number of still emojis, and of animated ones, in a guild without boosts.</summary>
    private const int MaxEmojis = 50;

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", All, GuildHandler.Read(List));
        routes.Map("POST", All, GuildHandler.Change(Create));
        routes.Map("GET", One, GuildHandler.Read(Get));
        routes.Map("PATCH", One, GuildHandler.Change(Update));
        routes.Map("DELETE", One, GuildHandler.Change(Delete));
    }

    /// <remarks>https://discord.com/developers/docs/resources/emoji#list-guild-emojis</remarks>
    private static RestAnswer List(RestRequest call, SimulatedGuild guild) =>
        RestAnswer.Ok(guild.EmojiList.Items, static (writer, emoji) => writer.WriteEmoji(emoji, withCreator: true));

    /// <remarks>https://discord.com/developers/docs/resources/emoji#get-guild-emoji</remarks>
    private static RestAnswer Get(RestRequest call, SimulatedGuild guild) =>
        guild.EmojiList.Items.FirstOrDefault(emoji => emoji.Id == call.Id("emoji_id")) is { } found ? Ok(200, found) : NotFound.Emoji;

    /// <remarks>https://discord.com/developers/docs/resources/emoji#create-guild-emoji</remarks>
    private static RestAnswer Create(RestRequest call, SimulatedGuild guild)
    {
        (string name, string image) = (call.Body.Text("name")!, call.Body.Text("image")!);
        bool isAnimated = ImageData.IsAnimated(image);
        if (RefuseName(name) is { } refusal)
        {
            return refusal;
        }

        if (!ImageData.IsImage(image))
        {
            return RestAnswer.Error(400, 50046, "Invalid file uploaded");
        }

        if (guild.EmojiList.Items.Count(emoji => emoji.IsAnimated == isAnimated) >= MaxEmojis)
        {
            return isAnimated
                ? RestAnswer.Error(400, 30018, $"Maximum number of animated emojis reached ({MaxEmojis})")
                : RestAnswer.Error(400, 30008, $"Maximum number of emojis reached ({MaxEmojis})");
        }

        var created = new SimulatedEmoji(call.World.Ids.Now(), name, isAnimated, ReadRoles(call.Body), call.World.Bot);
        guild.EmojiList.Add(created);
        Dispatch(call, guild);
        return Ok(201, created);
    }

    /// <remarks>https://discord.com/developers/docs/resources/emoji#modify-guild-emoji</remarks>
    private static RestAnswer Update(RestRequest call, SimulatedGuild guild)
    {
        if (call.Body.Text("name") is { } name && RefuseName(name) is { } refusal)
        {
            return refusal;
        }

        var changed = guild.EmojiList.Update(emoji => emoji.Id == call.Id("emoji_id"), emoji => emoji with
        {
            Name = call.Body.Text("name") ?? emoji.Name,
            Roles = call.Body.Has("roles") ? ReadRoles(call.Body) : emoji.Roles,
        });
        if (changed is null)
        {
            return NotFound.Emoji;
        }

        Dispatch(call, guild);
        return Ok(200, changed);
    }

    /// <remarks>https://discord.com/developers/docs/resources/emoji#delete-guild-emoji</remarks>
    private static RestAnswer Delete(RestRequest call, SimulatedGuild guild)
    {
        if (guild.EmojiList.Remove(emoji => emoji.Id == call.Id("emoji_id")) is null)
        {
            return NotFound.Emoji;
        }

        Dispatch(call, guild);
        return RestAnswer.NoContent;
    }

    private static RestAnswer Ok(int status, SimulatedEmoji emoji) =>
        new(status, Json.Write(writer => writer.WriteEmoji(emoji, withCreator: true)));

    private static RestAnswer? RefuseName(string name) => Name().IsMatch(name)
        ? null
        : RestAnswer.InvalidForm("name", "STRING_TYPE_REGEX", "String value did not match validation regex.");

    private static Snowflake[] ReadRoles(JsonElement body) => [.. body.Elements("roles").Select(id => id.AsId()).OfType<Snowflake>()];

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-emojis-update</remarks>
    private static void Dispatch(RestRequest call, SimulatedGuild guild) =>
        call.State.Dispatch("GUILD_EMOJIS_UPDATE", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", guild.Id);
            writer.WriteStartArray("emojis");
            foreach (var emoji in guild.EmojiList.Items)
            {
                writer.WriteEmoji(emoji, withCreator: false);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));

    [GeneratedRegex(@"^[A-Za-z0-9_]+\z")]
    private static partial Regex Name();
}
