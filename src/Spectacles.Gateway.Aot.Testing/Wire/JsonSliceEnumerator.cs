using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Enumerates the elements of a JSON array.</summary>
internal ref struct JsonSliceEnumerator
{
    private readonly ReadOnlySpan<byte> array;
    private Utf8JsonReader reader;

    public JsonSliceEnumerator(ReadOnlySpan<byte> array)
    {
        this.array = array;
        reader = new Utf8JsonReader(array);
        reader.Read();
    }

    public JsonSlice Current { get; private set; }

    public bool MoveNext()
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        Current = new JsonSlice(array[start..(int)reader.BytesConsumed]);
        return true;
    }
}
