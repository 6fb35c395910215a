using System.Buffers.Binary;
using System.Text;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Fleets;

/// <summary>A record as docs/fleet.md describes it.</summary>
internal static class HandWrittenRecord
{
    private static readonly byte[] Name = Encoding.UTF8.GetBytes("MESSAGE_CREATE");
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("""{"sent":0}""");

    /// <summary>A pack with one event of each shard of a group.</summary>
    public static byte[] OfGroup(FleetPlan plan, int group)
    {
        using var record = new MemoryStream();
        record.Write([1, 0]);
        WriteInteger(record, group);
        WriteInteger(record, 1);
        WriteInteger(record, plan.ShardCount);
        WriteInteger(record, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        WriteInteger(record, plan.GroupSize);
        Span<byte> session = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < plan.GroupSize; i++)
        {
            int shard = (group * plan.GroupSize) + i;
            WriteInteger(record, shard);
            BinaryPrimitives.WriteUInt64LittleEndian(session, (ulong)shard + 1);
            record.Write(session);
            WriteInteger(record, 1);
        }

        WriteInteger(record, plan.GroupSize);
        for (int i = 0; i < plan.GroupSize; i++)
        {
            WriteInteger(record, i);
            WriteInteger(record, 1);
            WriteInteger(record, 0);
            WriteInteger(record, 0);
            WriteInteger(record, Name.Length);
            record.Write(Name);
            WriteInteger(record, Payload.Length);
            record.Write(Payload);
        }

        return record.ToArray();
    }

    private static void WriteInteger(MemoryStream to, long value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.WriteByte((byte)(value | 0x80));
        }

        to.WriteByte((byte)value);
    }
}
