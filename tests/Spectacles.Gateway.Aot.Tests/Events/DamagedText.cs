using CsCheck;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Texts that are nearly JSON.</summary>
internal static class DamagedText
{
    private static readonly byte[] Marks = [.. "{}[],:\"\\0-nt.e "u8];

    /// <summary>One to four bytes are replaced, dropped, doubled, or the text ends early.</summary>
    public static byte[] Of(byte[] json, PCG random)
    {
        List<byte> text = [.. json];
        int count = Next(Gen.Int[1, 4]);
        for (int i = 0; i < count && text.Count > 0; i++)
        {
            int place = Next(Gen.Int[0, text.Count - 1]);
            switch (Next(Gen.Int[0, 4]))
            {
                case 0:
                    text[place] = Next(Gen.Byte);
                    break;
                case 1:
                    text[place] = Marks[Next(Gen.Int[0, Marks.Length - 1])];
                    break;
                case 2:
                    text.RemoveAt(place);
                    break;
                case 3:
                    text.Insert(place, text[place]);
                    break;
                default:
                    text.RemoveRange(place, text.Count - place);
                    break;
            }
        }

        return [.. text];

        T Next<T>(Gen<T> gen) => gen.Generate(random, null, out _);
    }
}
