namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that read the votes of a poll and end it.</summary>
/// <remarks>https://discord.com/developers/docs/resources/poll#endpoints</remarks>
internal static class PollCalls
{
    private const string Poll = "/channels/{channel_id}/polls/{message_id}";
    private const int DefaultLimit = 25;

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", $"{Poll}/answers/{{answer_id}}", WithPoll(ListVoters));
        routes.Map("POST", $"{Poll}/expire", WithPoll(End));
    }

    private static RestHandler WithPoll(Func<RestRequest, SimulatedMessage, SimulatedPoll, RestAnswer> answer) =>
        MessageScope.OfMessage((call, message) => message.Poll is { } poll ? answer(call, message, poll) : MessageScope.UnknownMessage);

    /// <remarks>https://discord.com/developers/docs/resources/poll#get-answer-voters</remarks>
    private static RestAnswer ListVoters(RestRequest call, SimulatedMessage message, SimulatedPoll poll)
    {
        var after = call.QueryId("after") ?? default;
        var voters = poll.Votes.Where(vote => vote.Answer.ToString(System.Globalization.CultureInfo.InvariantCulture) == call["answer_id"])
            .Select(vote => vote.User).Where(user => user.Id > after).OrderBy(user => user.Id)
            .Take(call.QueryNumber("limit", DefaultLimit));
        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("users");
            foreach (var user in voters)
            {
                writer.WriteUser(user);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>A bot can end its own polls only.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/poll#end-poll</remarks>
    private static RestAnswer End(RestRequest call, SimulatedMessage message, SimulatedPoll poll)
    {
        if (message.Author.Id != call.World.Bot.Id)
        {
            return RestAnswer.Error(403, 50005, "Cannot edit a message authored by another user");
        }

        var now = call.State.Rules.Time.GetUtcNow();
        return poll.IsFinal || poll.Ends <= now
            ? RestAnswer.Error(400, 520001, "Poll expired")
            : MessageScope.Show(call.Messages.DispatchEdit(
                message.Id, message => message with { Poll = message.Poll! with { Ends = now, IsFinal = true } }));
    }
}
