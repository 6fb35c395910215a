using System.Buffers;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>What came of sending a request once; with an answer, its body in a pooled buffer, which is disposed once.</summary>
/// <param name="route">The route, for errors.</param>
/// <param name="outcome">Whether the call is over.</param>
/// <param name="buffer">The buffer; null if there is no body.</param>
/// <param name="count">The number of bytes.</param>
internal readonly struct RestAnswer(RestRoute route, AttemptOutcome outcome, byte[]? buffer = null, int count = 0) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    /// <summary>Whether the call is over.</summary>
    public AttemptOutcome Outcome => outcome;

    /// <summary>Whether there is no body.</summary>
    public bool IsEmpty => count == 0;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, count);

    /// <summary>Reads a body up to a limit.</summary>
    /// <exception cref="DiscordApiException">The body is longer than the limit.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<RestAnswer> ReadAsync(
        RestRoute route,
        HttpResponseMessage response,
        int limit,
        CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0)
        {
            return new RestAnswer(route, AttemptOutcome.Answered);
        }

        long expected = response.Content.Headers.ContentLength ?? FirstSize;
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(expected + 1, limit + 1L));
        int count = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                count += read;
                if (count > limit)
                {
                    throw new DiscordApiException(route, response.StatusCode, $"The answer is longer than {limit} bytes.");
                }

                if (count == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, limit + 1L));
                    buffer.AsSpan(0, count).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return new RestAnswer(route, AttemptOutcome.Answered, buffer, count);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Reads the body as a model.</summary>
    /// <exception cref="DiscordApiException">The body is not such an object.</exception>
    public T Model<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return T.Read(ref reader);
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    /// <summary>Reads the body as a list.</summary>
    /// <exception cref="DiscordApiException">The body is not such a list.</exception>
    public ImmutableArray<T> List<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return reader.ReadModels<T>();
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    /// <summary>Reads the body as a map.</summary>
    /// <exception cref="DiscordApiException">The body is not such a map.</exception>
    public ReadOnlyDictionary<Snowflake, T> Map<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return reader.ReadModelMap<T>();
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    /// <summary>Reads the body as a map from ids to whole numbers.</summary>
    /// <exception cref="DiscordApiException">The body is not such a map.</exception>
    public ReadOnlyDictionary<Snowflake, int> Int32Map()
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return reader.ReadInt32Map();
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    public void Dispose()
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
