using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace MyBot;

public static partial class Outer
{
    public enum Order
    {
        Newest,
        Oldest,
    }

    public sealed partial class Votes
    {
        [Component("vote:{poll}:{answer}")]
        [Component("vote-again:{poll}:{answer}")]
        public Task VoteAsync(Interaction context, Snowflake poll, int answer) => Task.CompletedTask;

        [Component("vote:close")]
        public Task CloseAsync(Interaction context) => Task.CompletedTask;

        [Component("sort:{order}/{text}")]
        [AutoDefer(DeferKind.Update)]
        public Task SortAsync(Interaction context, string text, Order order, [Selected] ImmutableArray<User> users) => Task.CompletedTask;

        [Component("pick")]
        public Task PickAsync(Interaction context, [Selected] Order? order) => Task.CompletedTask;

        [Modal("feedback:{id}")]
        public Task FeedbackAsync(
            Interaction context,
            Guid id,
            [Field("text")] string text,
            [Field("age")] int age,
            [Field("length")] TimeSpan? length,
            [Field("agree")] bool agree,
            [Field("files")] ImmutableArray<Attachment> files,
            [Field("tags")] string[] tags,
            [Field("kind")] string kind = "none") => Task.CompletedTask;
    }
}
