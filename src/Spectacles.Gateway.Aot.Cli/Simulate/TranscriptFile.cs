using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>Writes the transcript to a file, line by line.</summary>
internal sealed class TranscriptFile : IDisposable
{
    private readonly Transcript transcript;
    private readonly TextWriter writer;

    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public TranscriptFile(string path, Transcript transcript)
    {
        this.transcript = transcript;
        writer = TextWriter.Synchronized(new StreamWriter(path) { AutoFlush = true });
        transcript.Written += Write;
    }

    public void Dispose()
    {
        transcript.Written -= Write;
        writer.Dispose();
    }

    private void Write(TranscriptLine line) => writer.WriteLine(line.Json);
}
