using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

internal sealed partial class Votes
{
    private enum Answer
    {
        Yes,
        No,
    }

    public string Received { get; private set; } = "";

    [Component("vote:{poll}:{answer}")]
    [Component("again:{poll}:{answer}")]
    private Task VoteAsync(Interaction context, Snowflake poll, Answer answer) => Keep($"vote {poll} {answer}");

    [Component("vote:all")]
    public Task AllAsync(Interaction context) => Keep("all");

    [Component("page:{number}")]
    public Task PageAsync(Interaction context, int number) => Keep($"page {number}");

    [Component("page:{number}/{text}-{isOpen}-{key}")]
    public Task PageAsync(Interaction context, ulong number, string text, bool isOpen, Guid key) =>
        Keep($"page {number} {text} {isOpen} {key}");

    [Component("either:{poll}")]
    public Task EitherAsync(Interaction context, Snowflake poll) => Keep($"poll {poll}");

    [Component("either:{isOpen}")]
    public Task EitherAsync(Interaction context, bool isOpen) => Keep($"open {isOpen}");

    [Component("either:{class}")]
    private Task EitherAsync(Interaction context, Answer @class) => Keep($"answer {@class}");

    [Component("pick")]
    public Task PickAsync(Interaction context, [Selected] ImmutableArray<string> values) => Keep($"pick {string.Join('+', values)}");

    [Component("pick-user")]
    public Task PickUserAsync(Interaction context, [Selected] User user) => Keep($"pick {user.Username}");

    [Component("page-of-message")]
    public Task PageAsync(Interaction context, Message message, [Invoker] User user) => Keep($"{user.Username} {message.Content}");

    [Component("leave")]
    public Task LeaveAsync(Interaction context, [Invoker] GuildMember member, [Invoker] GuildMember? same) =>
        Keep($"{member.User.Username} {string.Join('+', member.Roles)} {same?.Nick.Value}");

    [SlashCommand("who", "Who am I?")]
    public Task WhoAsync(
        Interaction context,
        [Invoker] User user,
        [Invoker] GuildMember? member,
        [Option("Text", Autocomplete = nameof(Suggest))] string text = "") => Keep($"{user.Username} {member?.User.Username ?? "nobody"}");

    public static IEnumerable<Suggestion> Suggest([Invoker] User user, Autocompletion context) => [user.Username];

    [Modal("feedback:{id}")]
    public Task FeedbackAsync(
        Interaction context,
        long id,
        [Field("text")] string text,
        [Field("age")] int? age,
        [Field("agree")] bool agree,
        [Field("who")] ImmutableArray<User> who,
        [Field("files")] Attachment[] files,
        [Field("kind")] string kind = "none") =>
        Keep($"feedback {id} '{text}' {age} {agree} {string.Join('+', who.Select(user => user.Username))} {files.Length} {kind}");

    private Task Keep(string received)
    {
        Received = received;
        return Task.CompletedTask;
    }
}
