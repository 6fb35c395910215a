using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A wait for the modal that a user was shown.</summary>
/// <param name="shown">The interaction that was answered with the modal.</param>
/// <param name="customId">The id of the modal.</param>
internal sealed class SubmissionWait(Interaction shown, string customId)
{
    private readonly TaskCompletionSource<Submission> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The interaction whose method waits.</summary>
    public Interaction Root => shown.Root;

    /// <summary>The modal.</summary>
    public Task<Submission> Task => end.Task;

    /// <summary>Whether it waits for this modal of this user.</summary>
    public bool IsFor(InteractionCreate.View submitted)
    {
        var member = submitted.Member;
        var userId = member.HasValue ? member.User.Id : submitted.User.Id;
        return userId == shown.UserId && submitted.Data.CustomId.Equals(customId);
    }

    /// <summary>Takes the modal, unless the wait has ended.</summary>
    public bool TryTake(Submission submission) => end.TrySetResult(submission);

    /// <summary>Ends the wait, unless the modal was submitted.</summary>
    /// <returns>Whether it was ended.</returns>
    public bool End() => end.TrySetCanceled();
}
