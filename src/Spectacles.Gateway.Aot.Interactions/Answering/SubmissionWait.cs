using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A wait for a modal that a user was shown.</summary>
/// <param name="name">The interaction that waits, for messages.</param>
/// <param name="userId">The user.</param>
/// <param name="customId">The id of the modal.</param>
internal sealed class SubmissionWait(string name, Snowflake userId, string customId) : InteractionWait(name)
{
    private readonly TaskCompletionSource<Submission> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The modal.</summary>
    public Task<Submission> Task => end.Task;

    /// <inheritdoc/>
    public override bool IsFor(InteractionCreate.View submitted)
    {
        var member = submitted.Member;
        return (member.HasValue ? member.User.Id : submitted.User.Id) == userId && submitted.Data.CustomId.Equals(customId);
    }

    /// <inheritdoc/>
    public override bool TryEnd(Interaction context) => context is Submission submission && end.TrySetResult(submission);

    /// <inheritdoc/>
    public override bool End() => end.TrySetCanceled();
}
