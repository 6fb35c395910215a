using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Chooses a node for each group by rendezvous hashing: all nodes choose alike without talking to each other, and a node that joins or
/// leaves moves only its own share of the groups.
/// </summary>
internal static class Rendezvous
{
    /// <summary>Returns the node that should own a group; null if there is none.</summary>
    public static string? Choose(IEnumerable<string> nodes, int group)
    {
        string? best = null;
        ulong greatest = 0;
        foreach (string node in nodes)
        {
            ulong weight = WeightOf(node, group);
            if (best is null || weight > greatest || (weight == greatest && string.CompareOrdinal(node, best) < 0))
            {
                (best, greatest) = (node, weight);
            }
        }

        return best;
    }

    /// <summary>FNV-1a over the name and the group, and the finalizer of SplitMix64, which spreads it: stable between versions.</summary>
    private static ulong WeightOf(string node, int group)
    {
        ulong hash = 14695981039346656037;
        Span<byte> name = stackalloc byte[FleetName.Longest];
        int length = Encoding.ASCII.GetBytes(node, name);
        foreach (byte one in name[..length])
        {
            hash = (hash ^ one) * 1099511628211;
        }

        hash += (ulong)group * 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
