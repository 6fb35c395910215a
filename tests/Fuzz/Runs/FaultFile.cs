using System.Security.Cryptography;
using Fuzz.Engine;

namespace Fuzz.Runs;

/// <summary>Saves the input of a fault, and describes how to repeat it.</summary>
internal static class FaultFile
{
    private const int LongestShown = 240;

    public static string Save(string folder, string target, int seed, Fault fault)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{target}-{Convert.ToHexStringLower(SHA256.HashData(fault.Input))[..12]}.bin");
        File.WriteAllBytes(path, fault.Input);
        File.WriteAllText($"{path}.txt", $"{fault.Description}\n");
        string input = fault.Input.Length <= LongestShown ? $"\n  base64: {Convert.ToBase64String(fault.Input)}" : "";
        return $"{target}: FAULT in execution {fault.Execution} of seed {seed}: {fault.Description.Split('\n')[0]}"
            + $"\n  input: {path}{input}\n  repeat: eng/fuzz.sh --target {target} --replay {path}";
    }
}
