namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that add, remove and list reactions.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#reaction-object</remarks>
internal static class ReactionCalls
{
    private const string Reactions = "/channels/{channel_id}/messages/{message_id}/reactions";
    private const string OneEmoji = $"{Reactions}/{{emoji_name}}";
    private const int MostReactions = 20;
    private const int DefaultLimit = 25;

    public static void Map(RestRoutes routes)
    {
        routes.Map("PUT", $"{OneEmoji}/@me", WithEmoji(Add));
        routes.Map("DELETE", $"{OneEmoji}/@me", WithEmoji(RemoveOwn));
        routes.Map("DELETE", $"{OneEmoji}/{{user_id}}", WithEmoji(RemoveOther));
        routes.Map("GET", OneEmoji, WithEmoji(List));
        routes.Map("DELETE", OneEmoji, WithEmoji(RemoveEmoji));
        routes.Map("DELETE", Reactions, MessageScope.OfMessage(RemoveAll));
    }

    private static RestHandler WithEmoji(Func<RestRequest, SimulatedMessage, ReactionEmoji, RestAnswer> answer) =>
        MessageScope.OfMessage((call, message) => ReactionEmoji.Parse(Uri.UnescapeDataString(call["emoji_name"])) is { } emoji
            ? answer(call, message, emoji)
            : RestAnswer.Error(400, 10014, "Unknown Emoji"));

    /// <remarks>https://discord.com/developers/docs/resources/message#create-reaction</remarks>
    private static RestAnswer Add(RestRequest call, SimulatedMessage message, ReactionEmoji emoji)
    {
        if (message.Reactions.Count >= MostReactions && !message.Reactions.Any(reaction => reaction.Emoji.IsSame(emoji)))
        {
            return RestAnswer.Error(400, 30010, $"Maximum number of reactions reached ({MostReactions})");
        }

        new ReactionComposer(call.State).Add(message.Channel, message.Id, emoji, call.World.Bot);
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#delete-own-reaction</remarks>
    private static RestAnswer RemoveOwn(RestRequest call, SimulatedMessage message, ReactionEmoji emoji)
    {
        new ReactionComposer(call.State).Remove(message, emoji, call.World.Bot);
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#delete-user-reaction</remarks>
    private static RestAnswer RemoveOther(RestRequest call, SimulatedMessage message, ReactionEmoji emoji)
    {
        if (call.Id("user_id") is not { } id || FindUser(call, message, id) is not { } user)
        {
            return NotFound.User;
        }

        new ReactionComposer(call.State).Remove(message, emoji, user);
        return RestAnswer.NoContent;
    }

    /// <summary>A user who has left may still have reacted.</summary>
    private static SimulatedUser? FindUser(RestRequest call, SimulatedMessage message, Snowflake id) =>
        message.Reactions.SelectMany(reaction => reaction.Users).FirstOrDefault(user => user.Id == id) ?? call.World.FindUser(id);

    /// <remarks>https://discord.com/developers/docs/resources/message#get-reactions</remarks>
    private static RestAnswer List(RestRequest call, SimulatedMessage message, ReactionEmoji emoji)
    {
        var after = call.QueryId("after") ?? default;

        // There are no super reactions here, which are the type 1.
        var users = call.QueryNumber("type", 0) == 0
            ? message.Reactions.FirstOrDefault(reaction => reaction.Emoji.IsSame(emoji))?.Users ?? []
            : [];
        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartArray();
            foreach (var user in users.Where(user => user.Id > after).Take(call.QueryNumber("limit", DefaultLimit)))
            {
                writer.WriteUser(user);
            }

            writer.WriteEndArray();
        });
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#delete-all-reactions-for-emoji</remarks>
    private static RestAnswer RemoveEmoji(RestRequest call, SimulatedMessage message, ReactionEmoji emoji)
    {
        new ReactionComposer(call.State).RemoveEmoji(message, emoji);
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#delete-all-reactions</remarks>
    private static RestAnswer RemoveAll(RestRequest call, SimulatedMessage message)
    {
        new ReactionComposer(call.State).RemoveAll(message);
        return RestAnswer.NoContent;
    }
}
