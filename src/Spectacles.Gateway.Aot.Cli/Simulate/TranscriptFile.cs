using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>Writes the transcript to a file, line by line. A disk that is full ends the file, and not the simulation.</summary>
internal sealed class TranscriptFile : IDisposable
{
    private readonly Transcript transcript;
    private readonly TextWriter errors;
    private readonly StreamWriter writer;

    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public TranscriptFile(string path, Transcript transcript, TextWriter errors)
    {
        (this.transcript, this.errors) = (transcript, errors);
        // Without a buffer: what could not be written is not tried again at the end.
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        writer = new StreamWriter(file) { AutoFlush = true };
        transcript.Written += Write;
    }

    public void Dispose()
    {
        transcript.Written -= Write;
        writer.Dispose();
    }

    private void Write(TranscriptLine line)
    {
        try
        {
            writer.WriteLine(line.Json);
        }
        catch (IOException failed)
        {
            transcript.Written -= Write;
            errors.WriteLine($"spectacles simulate: the transcript ends at line {line.Number}: {failed.Message}");
        }
    }
}
