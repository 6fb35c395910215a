namespace Spectacles.Gateway.Rest;

/// <summary>
/// The turn of one call. Exactly one of <see cref="Answered"/>, <see cref="NotAnswered"/> and <see cref="Release"/> has to be called, once.
/// </summary>
internal readonly struct RestPermit
{
    private readonly RateLimitLane lane;
    private readonly long sequence;
    private readonly long began;
    private readonly long sent;

    /// <param name="lane">The lane of the call.</param>
    /// <param name="sequence">The place in the order of all calls.</param>
    /// <param name="began">The beginning of the wait.</param>
    /// <param name="sent">The end of the wait, before which Discord has not counted the call.</param>
    public RestPermit(RateLimitLane lane, long sequence, long began, long sent)
    {
        this.lane = lane;
        this.sequence = sequence;
        this.began = began;
        this.sent = sent;
    }

    /// <summary>The time for which the call has waited for its turn.</summary>
    public TimeSpan Waited => lane.Owner.Elapsed(began, sent);

    /// <summary>
    /// Counts the response. It is called as soon as the headers have arrived; for a 429 of Discord, once the body is read.
    /// </summary>
    /// <param name="response">The response, whose body is not touched.</param>
    /// <param name="retryAfter">The value of <c>retry_after</c> in the body of a 429, which is more exact than the header.</param>
    /// <param name="isTokenReplaced">Whether the client has another token by now than the one that a 401 refuses.</param>
    public RateLimitVerdict Answered(HttpResponseMessage response, TimeSpan? retryAfter = null, bool isTokenReplaced = false) =>
        lane.Owner.Answer(lane, sent, response, retryAfter, isTokenReplaced);

    /// <summary>Counts a call without a response: the connection broke, or the call was canceled. Discord may have counted it.</summary>
    public void NotAnswered() => lane.Owner.Abandon(lane, sent);

    /// <summary>Gives the turn back. Nothing was sent.</summary>
    public void Release() => lane.Owner.Release(lane, sent);

    /// <summary>
    /// Waits for another turn of the same call, in front of all calls that came later. It is called after the response of this one.
    /// </summary>
    /// <param name="deadline">The timestamp of the clock from which on the call must not be sent.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RestNotSentException">The call can't be sent, or not before its deadline.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public ValueTask<RestPermit> AcquireAgainAsync(long deadline, CancellationToken cancellationToken) =>
        lane.Owner.AcquireAsync(lane.Key, sequence, deadline, cancellationToken);
}
