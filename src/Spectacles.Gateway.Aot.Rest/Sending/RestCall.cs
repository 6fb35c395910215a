using System.Buffers;
using System.Net;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// One call: its request, its deadline and the bytes of its answer. Instances are used again, so that a call allocates none. The methods
/// that send a call share the instance. If they returned structs, the code of a builder and a task would be compiled for each of those.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="calls">Where the instance returns to.</param>
internal sealed class RestCall(TimeProvider time, RestCalls calls) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private readonly Lock gate = new();
    private readonly JsonBody body = new();
    private CancellationTokenSource source = new();
    private CancellationTokenRegistration caller;
    private ITimer? timer;
    private bool isTimerSet;
    private Repetition repetition;
    private byte[] answer = [];
    private int count;
    private int limit;
    private HttpStatusCode answerStatus;
    private bool isSpoiled;

    /// <summary>The request.</summary>
    public RestRequest Request { get; private set; }

    /// <summary>The body as it was written; null for none.</summary>
    public JsonBody? Body => Request.Body is null ? null : body;

    /// <summary>What came of the last attempt.</summary>
    public AttemptOutcome Outcome { get; set; }

    /// <summary>Why the last attempt failed; for the log.</summary>
    public string Failure { get; set; } = "";

    /// <summary>The timestamp of the clock at which the time is over.</summary>
    public long EndsAt { get; private set; } = long.MaxValue;

    /// <summary>Canceled when the time is over or the caller cancels.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The token of the caller.</summary>
    public CancellationToken CallerToken { get; private set; }

    /// <summary>The body of the answer; empty if there is none.</summary>
    public ReadOnlySpan<byte> Answer => answer.AsSpan(0, count);

    /// <summary>Begins a call.</summary>
    public void Start(in RestRequest request, TimeSpan length, CancellationToken cancellationToken)
    {
        Request = request;
        CallerToken = cancellationToken;
        SetDeadline(length);
        if (cancellationToken.CanBeCanceled)
        {
            caller = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        }
    }

    /// <summary>Writes the body, and what the client adds to it.</summary>
    public void WriteBody(MessageDefaults defaults)
    {
        if (Request.Body is { } values)
        {
            body.Write(values, defaults);
            repetition.HasSecondEffect = !defaults.IsRepeatable(values);
        }
    }

    /// <summary>
    /// Says that a request has failed on its way. A handler of the user may still read its body, so neither the buffer nor the instance is
    /// used again.
    /// </summary>
    public void Spoil() => isSpoiled = true;

    /// <summary>Whether the request is sent again after an answer.</summary>
    public bool MayRepeatAfter(HttpStatusCode status) => repetition.MayFollow(Request.Route, status) && Request.CanRepeat;

    /// <summary>Whether the request is sent again after an error of the network.</summary>
    public bool MayRepeatAfter(HttpRequestException error) => repetition.MayFollow(Request.Route, error) && Request.CanRepeat;

    /// <summary>Counts a repetition, and returns the time until it.</summary>
    public TimeSpan NextWait() => repetition.Next();

    /// <summary>
    /// Whether an error of the last request says that an earlier one of the call, whose answer was lost, has deleted what it should.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes</remarks>
    public bool IsDone(DiscordApiException error) =>
        Request.Route.Method == HttpMethod.Delete
        && repetition.MayHaveHadEffect
        && error is { Status: HttpStatusCode.NotFound, Code: >= 10_000 and < 20_000 };

    /// <summary>Begins an answer, in place of that of an earlier attempt.</summary>
    /// <param name="status">The status.</param>
    /// <param name="most">The greatest number of bytes.</param>
    public void BeginAnswer(HttpStatusCode status, int most)
    {
        answerStatus = status;
        limit = most;
        count = 0;
        if (answer.Length == 0)
        {
            answer = ArrayPool<byte>.Shared.Rent(FirstSize);
        }
    }

    /// <summary>The room for further bytes of the answer.</summary>
    public Memory<byte> GetMemory()
    {
        if (count == answer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(answer.Length * 2L, limit + 1L));
            answer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(answer);
            answer = larger;
        }

        return answer.AsMemory(count);
    }

    /// <summary>Adds bytes that were read into that room.</summary>
    /// <exception cref="DiscordApiException">The answer is longer than its limit.</exception>
    public void Advance(int read, HttpStatusCode status)
    {
        count += read;
        if (count > limit)
        {
            throw new DiscordApiException(Request.Route, status, $"The answer is longer than {limit} bytes.");
        }
    }

    /// <summary>Reads the answer.</summary>
    /// <exception cref="DiscordApiException">The answer is not what the route is documented to return.</exception>
    public T Read<T>(AnswerReader<T> read)
    {
        try
        {
            return read(Answer);
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(Request.Route, answerStatus, exception);
        }
    }

    /// <summary>Ends the call and gives the instance back.</summary>
    public void Dispose()
    {
        caller.Dispose();
        lock (gate)
        {
            EndsAt = long.MaxValue;
        }

        ReturnAnswer();
        if (isSpoiled || body.IsBeingSent)
        {
            calls.Remove(this);
            return;
        }

        body.Clear();
        (Request, CallerToken, repetition, caller) = (default, default, default, default);
        if (!source.TryReset())
        {
            source.Dispose();
            source = new CancellationTokenSource();
        }

        calls.Return(this);
    }

    /// <summary>Cancels the call if it runs. It ends as if its time were over.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            if (EndsAt != long.MaxValue)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Ends the timer for good.</summary>
    public void Destroy()
    {
        timer?.Dispose();
        source.Dispose();
    }

    // The timer is not changed by a call that ends in time: when it fires, it is set for the rest of the call that then runs.
    private void SetDeadline(TimeSpan length)
    {
        lock (gate)
        {
            EndsAt = time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);
            if (!isTimerSet)
            {
                timer ??= NewTimer();
                isTimerSet = timer.Change(length, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private ITimer NewTimer()
    {
        // A timer keeps its context. That of the call that happens to create it must not live on.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            return time.CreateTimer(
                static state => ((RestCall)state!).CancelIfOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void CancelIfOver()
    {
        lock (gate)
        {
            isTimerSet = false;
            if (EndsAt == long.MaxValue)
            {
                return;
            }

            var left = time.GetElapsedTime(time.GetTimestamp(), EndsAt);
            if (left > TimeSpan.Zero)
            {
                isTimerSet = timer!.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            source.Cancel();
        }
    }

    private void ReturnAnswer()
    {
        if (answer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(answer);
            (answer, count) = ([], 0);
        }
    }
}
