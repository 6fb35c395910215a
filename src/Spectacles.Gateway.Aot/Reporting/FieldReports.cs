using System.Runtime.InteropServices;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>
/// Reports fields that a shard's events lack though they are documented as always present, and values that fields cannot hold. Each field
/// of an event is reported once, however often it occurs.
/// </summary>
/// <param name="errors">Where they are reported.</param>
/// <param name="shardId">The shard.</param>
/// <param name="reported">The fields that the shards of the cluster have already reported.</param>
internal sealed class FieldReports(ErrorReport errors, int shardId, HashSet<string> reported) : IFieldReports
{
    // With more than these, the schema or the server is a different one.
    private const int MostObjects = 64;
    private const int MostReported = 1024;

    /// <summary>
    /// The maximum number of walks. Views read a payload in any order, and a long payload must not be walked again and again.
    /// </summary>
    private const int MostWalks = 8;

    /// <summary>The maximum length of a name; longer ones are truncated. Discord's longest has 38 characters.</summary>
    private const int LongestName = 64;

    private byte[] name = [];
    private int nameLength;
    private int walks;

    // What follows is created when the first field is reported, so that it costs nothing until then.
    private List<Known> Seen => field ??= [];

    private List<char> PathText => field ??= [];

    private PathWalk Walk => field ??= new();

    private ReadOnlySpan<byte> Event => name.AsSpan(0, nameLength);

    public void Begin(ReadOnlySpan<byte> eventName)
    {
        name = name.Length == 0 ? new byte[LongestName] : name;
        nameLength = Math.Min(eventName.Length, LongestName);
        eventName[..nameLength].CopyTo(name);
        walks = 0;
    }

    public void Absent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
        foreach (var seen in Seen)
        {
            if (seen.Is(Event, model, fields))
            {
                ulong fresh = absent & ~seen.Absent;
                seen.Absent |= absent;
                ReportAbsent(model, fields, fresh);
                return;
            }
        }

        if (Seen.Count < MostObjects)
        {
            Seen.Add(new Known(Event.ToArray(), model.ToArray(), fields.ToArray()) { Absent = absent });
            ReportAbsent(model, fields, absent);
        }
    }

    public void Misfit(ReadOnlySpan<byte> payload, int position, string expected)
    {
        bool isAhead = walks > 0 && position >= Walk.Position;
        if (!isAhead)
        {
            if (walks == MostWalks)
            {
                return;
            }

            walks++;
            Walk.Restart();
        }

        Walk.MoveTo(payload, position);
        if (!IsNew(Path(payload, isGeneral: true)))
        {
            return;
        }

        string problem = FieldMismatch.Describe(expected, JsonExtent.At(payload, position));
        errors.Send(new GatewayError(
            GatewayErrorKind.Payload,
            $"{PeerText.Escape(Path(payload, isGeneral: false).ToString())}: {problem} Handlers receive the event without this value, as "
                + "if it were absent. Further errors of this field are not reported.",
            shardId)
        { EventName = PeerText.Escape(Encoding.UTF8.GetString(Event)) });
    }

    private ReadOnlySpan<char> Path(ReadOnlySpan<byte> payload, bool isGeneral)
    {
        var path = PathText;
        path.Clear();
        CollectionsMarshal.SetCount(path, nameLength);
        Encoding.Latin1.GetChars(Event, CollectionsMarshal.AsSpan(path));
        Walk.AppendTo(payload, path, isGeneral);
        return CollectionsMarshal.AsSpan(path);
    }

    private void ReportAbsent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
        if (absent == 0)
        {
            return;
        }

        string eventName = PeerText.Escape(Encoding.UTF8.GetString(Event));
        string[] names = Encoding.UTF8.GetString(fields).Split(',');
        var missing = new List<string>();
        for (int i = 0; i < names.Length; i++)
        {
            string field = $"{Encoding.UTF8.GetString(model)}.{names[i]}";
            if ((absent & (1UL << i)) != 0 && IsNew($"{eventName} {field}"))
            {
                missing.Add(field);
            }
        }

        if (missing.Count > 0)
        {
            errors.Send(new GatewayError(
                GatewayErrorKind.AbsentField,
                $"{eventName} is missing the required {(missing.Count == 1 ? "field" : "fields")} {string.Join(", ", missing)}. Handlers "
                    + "receive the default value. This is reported once.",
                shardId)
            { EventName = eventName });
        }
    }

    private bool IsNew(ReadOnlySpan<char> field)
    {
        lock (reported)
        {
            return reported.Count < MostReported && reported.GetAlternateLookup<ReadOnlySpan<char>>().Add(field);
        }
    }

    private sealed class Known(byte[] eventName, byte[] model, byte[] fields)
    {
        public ulong Absent { get; set; }

        public bool Is(ReadOnlySpan<byte> otherEvent, ReadOnlySpan<byte> otherModel, ReadOnlySpan<byte> otherFields) =>
            otherModel.SequenceEqual(model) && otherEvent.SequenceEqual(eventName) && otherFields.SequenceEqual(fields);
    }
}
