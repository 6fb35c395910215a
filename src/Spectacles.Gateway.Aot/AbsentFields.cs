using System.Text;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>Reports the fields that the events of a shard lacked though they are documented as always there: each once, however often it is missed.</summary>
/// <param name="errors">Where they are reported.</param>
/// <param name="shardId">The shard.</param>
/// <param name="reported">What the shards of the cluster have reported already.</param>
internal sealed class AbsentFields(ErrorReport errors, int shardId, HashSet<string> reported) : IAbsentFields
{
    // Beyond this the schema, or the server, is another one altogether.
    private const int MostObjects = 64;
    private readonly List<Known> known = [];

    public void Add(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
        foreach (Known seen in known)
        {
            if (seen.Is(eventName, model, fields))
            {
                ulong fresh = absent & ~seen.Absent;
                seen.Absent |= absent;
                Report(eventName, model, fields, fresh);
                return;
            }
        }

        if (known.Count < MostObjects)
        {
            known.Add(new Known(eventName.ToArray(), model.ToArray(), fields.ToArray()) { Absent = absent });
            Report(eventName, model, fields, absent);
        }
    }

    private void Report(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
        if (absent == 0)
        {
            return;
        }

        string name = PeerText.Escape(Encoding.UTF8.GetString(eventName));
        string[] names = Encoding.UTF8.GetString(fields).Split(',');
        var missing = new List<string>();
        for (int i = 0; i < names.Length; i++)
        {
            string path = $"{Encoding.UTF8.GetString(model)}.{names[i]}";
            if ((absent & (1UL << i)) != 0 && IsNew($"{name} {path}"))
            {
                missing.Add(path);
            }
        }

        if (missing.Count > 0)
        {
            errors.Send(new GatewayError(
                GatewayErrorKind.AbsentField,
                $"{name} came without {string.Join(", ", missing)}, which Discord documents as always there. Handlers see the default; it is said once.",
                shardId)
            { Event = name });
        }
    }

    private bool IsNew(string field)
    {
        lock (reported)
        {
            return reported.Add(field);
        }
    }

    private sealed class Known(byte[] eventName, byte[] model, byte[] fields)
    {
        public ulong Absent { get; set; }

        public bool Is(ReadOnlySpan<byte> otherEvent, ReadOnlySpan<byte> otherModel, ReadOnlySpan<byte> otherFields) =>
            otherModel.SequenceEqual(model) && otherEvent.SequenceEqual(eventName) && otherFields.SequenceEqual(fields);
    }
}
