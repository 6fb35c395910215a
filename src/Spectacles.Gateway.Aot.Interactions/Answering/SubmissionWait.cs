using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A wait for the modal that a user was shown.</summary>
/// <param name="root">The interaction whose method waits.</param>
/// <param name="customId">The id of the modal.</param>
internal sealed class SubmissionWait(Interaction root, string customId) : InteractionWait(root)
{
    private readonly TaskCompletionSource<Submission> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The modal.</summary>
    public Task<Submission> Task => end.Task;

    /// <inheritdoc/>
    public override bool IsFor(InteractionCreate.View submitted)
    {
        var member = submitted.Member;
        var userId = member.HasValue ? member.User.Id : submitted.User.Id;
        return userId == Root.UserId && submitted.Data.CustomId.Equals(customId);
    }

    /// <inheritdoc/>
    public override bool TryTake(Interaction context) => end.TrySetResult((Submission)context);

    /// <summary>Ends the wait, unless the modal was submitted.</summary>
    /// <returns>Whether it was ended.</returns>
    public bool End() => end.TrySetCanceled();
}
