using System.Collections.Concurrent;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Sends what Discord answers to a request for members directly to the worker that has asked: at most once, and in addition to what the
/// log has for worker groups that need it.
/// </summary>
/// <param name="engine">The broker.</param>
/// <param name="cluster">The connections.</param>
/// <param name="time">The clock.</param>
internal sealed class MemberAnswers(IFleetEngine engine, Cluster cluster, TimeProvider time) : IDisposable
{
    /// <summary>The number of requests that are remembered. The answers of further ones are not sent.</summary>
    private const int MostRequests = 1000;

    /// <summary>How long a request is remembered after its last answer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(int ShardId, string Nonce), (string Asker, long At)> requests = new();
    private readonly Lock gate = new();
    private IDisposable[] listeners = [];

    /// <summary>Notes a request before it is sent.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="nonce">The nonce of the answers.</param>
    /// <param name="asker">The worker.</param>
    public void Expect(int shardId, string nonce, string asker)
    {
        lock (gate)
        {
            if (listeners.Length == 0)
            {
                listeners = [cluster.On(GatewayEvents.GuildMembersChunk, Receive), cluster.On(GatewayEvents.RateLimited, Receive)];
            }
        }

        foreach (var (key, known) in requests)
        {
            if (time.GetElapsedTime(known.At) > LongestPause)
            {
                requests.TryRemove(key, out _);
            }
        }

        if (requests.Count < MostRequests)
        {
            requests[(shardId, nonce)] = (asker, time.GetTimestamp());
        }
    }

    public void Dispose()
    {
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }
    }

    /// <summary>Copies an answer before it returns, and sends it.</summary>
    private ValueTask Receive(Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        if (requests.IsEmpty || NonceOf(dispatch.Data) is not { } nonce || !requests.TryGetValue((shard.Id, nonce), out var request))
        {
            return default;
        }

        requests[(shard.Id, nonce)] = request with { At = time.GetTimestamp() };
        byte[] record = RecordWriter.WriteUnstored(dispatch, shard.Id, engine.Plan, time.GetUtcNow());
        return new ValueTask(SendAsync(FleetAddresses.MembersFor(request.Asker), record, cancellationToken));
    }

    private async Task SendAsync(string address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await engine.Requests.SendAsync(address, record, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FleetException or OperationCanceledException)
        {
            FleetMeter.EventsDropped.Add(1);
        }
    }

    /// <summary>Returns the nonce of a chunk, or of the meta data of a refusal; null if there is none.</summary>
    private static string? NonceOf(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            bool isNonce = reader.ValueTextEquals("nonce"u8);
            bool isMeta = reader.ValueTextEquals("meta"u8);
            reader.Read();
            if (isNonce)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            if (!isMeta)
            {
                reader.Skip();
            }
        }

        return null;
    }
}
