using System.Runtime.InteropServices;
using Fuzz.Engine;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// Compares MessageBuffer and NativeBlock with a list. The input is a sequence of operations. Guard pages and canaries surround the native
/// memory.
/// </summary>
internal sealed unsafe class MessageBufferTarget : IFuzzTarget
{
    private const int Limit = 100_000;
    private const int LargestBlock = 1 << 17;

    public string Name => "message-buffer";

    public bool IsJson => false;

    // Append, advance and resize with lengths near the sizes at which a buffer grows.
    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0, 0, 16], [0, 0, 64], [0, 0xFF, 15], [0, 1, 16], [0, 0, 255], [1, 0xFF, 0xFF], [1, 0, 0], [2, 0, 0], [3, 0, 0], [4, 0, 16],
        [4, 1, 16], [4, 0xFF, 0xFF], [5, 0, 0],
    ];

    public IEnumerable<byte[]> Samples => Enumerable.Range(0, 50).Select(seed => Generate(new Random(seed)));

    public byte[] Generate(Random random)
    {
        byte[] operations = new byte[3 * random.Next(1, 60)];
        random.NextBytes(operations);
        for (int i = 0; i < operations.Length; i += 3)
        {
            operations[i] = (byte)random.Next(6);
        }

        return operations;
    }

    public string Run(byte[] input)
    {
        int hash = InputHash.Of(input);
        int limit = hash % 4 == 0 ? 1 + (hash % Limit) : Limit;
        using var buffer = new MessageBuffer(limit);
        var block = new NativeBlock();
        var expected = new List<byte>();
        int rejections = 0;
        int largest = 0;
        try
        {
            for (int i = 0; i + 2 < input.Length; i += 3)
            {
                int length = input[i + 1] | (input[i + 2] << 8);
                byte value = (byte)(i + length);
                if (input[i] % 6 >= 4)
                {
                    Resize(block, input[i] % 6 == 4 ? Math.Max(1, Math.Min(length * 16, LargestBlock)) : 0, value);
                }
                else if (!TryApply(buffer, input[i] % 6, length, value, expected, limit))
                {
                    rejections++;
                }

                largest = Math.Max(largest, expected.Count);
                Check(buffer, expected, limit);
            }
        }
        finally
        {
            block.Free();
        }

        return $"{InputSize.Of(largest)} bytes, {InputSize.Of(rejections)} rejections";
    }

    // Only the beginning of a message above the limit is kept.
    private static void Check(MessageBuffer buffer, List<byte> expected, int limit)
    {
        var all = CollectionsMarshal.AsSpan(expected);
        OracleException.ThrowUnless(buffer.Length == all.Length, $"The buffer counts {buffer.Length} bytes of {all.Length}.");
        OracleException.ThrowUnless(
            buffer.Written.Length == (all.Length <= limit ? all.Length : Math.Min(limit, MessageBuffer.Beginning)),
            $"The buffer keeps {buffer.Written.Length} bytes of {all.Length}, with a limit of {limit}.");
        OracleException.ThrowUnless(all.StartsWith(buffer.Written), "The buffer contains other bytes than the written ones.");
    }

    private static bool TryApply(MessageBuffer buffer, int operation, int length, byte value, List<byte> expected, int limit)
    {
        try
        {
            Apply(buffer, operation, length, value, expected);
            return true;
        }
        catch (MessageTooLargeException)
        {
            OracleException.ThrowUnless(
                expected.Count > limit * 16L, $"A message of {expected.Count} bytes was rejected as too large, with a limit of {limit}.");
            buffer.Clear();
            expected.Clear();
            return false;
        }
    }

    private static void Apply(MessageBuffer buffer, int operation, int length, byte value, List<byte> expected)
    {
        switch (operation)
        {
            case 0:
                byte[] bytes = new byte[length];
                bytes.AsSpan().Fill(value);
                expected.AddRange(bytes);
                buffer.Append(bytes);
                break;
            case 1:
                var free = buffer.Free;
                OracleException.ThrowUnless(!free.IsEmpty, "There is no free byte.");
                free.Fill(value);
                int count = Math.Min(length, free.Length);
                expected.AddRange(Enumerable.Repeat(value, count));
                buffer.Advance(count);
                break;
            case 2:
                buffer.Clear();
                expected.Clear();
                break;
            default:
                buffer.Dispose();
                expected.Clear();
                break;
        }
    }

    private static void Resize(NativeBlock block, int size, byte value)
    {
        if (size == 0)
        {
            block.Free();
            return;
        }

        int kept = Math.Min(block.Size, size);
        byte first = kept > 0 ? block.Start[0] : (byte)0;
        byte last = kept > 0 ? block.Start[kept - 1] : (byte)0;
        block.Resize(size);
        OracleException.ThrowUnless(
            block.Size == size && (kept == 0 || (block.Start[0] == first && block.Start[kept - 1] == last)),
            "A block lost bytes when it was resized.");
        new Span<byte>(block.Start, size).Fill(value);
    }
}
