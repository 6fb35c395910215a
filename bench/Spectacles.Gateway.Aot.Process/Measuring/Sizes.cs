namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures the size of executables.</summary>
internal sealed class Sizes : IMeasurement
{
    private const double Megabyte = 1024 * 1024;

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        figures.Keep("size_mb_pingbot", new FileInfo(laboratory.PingBot).Length / Megabyte);
        double bot = figures.Keep("size_mb_minimalbot", new FileInfo(laboratory.MinimalBot).Length / Megabyte);
        double floor = figures.Keep("size_mb_floor", new FileInfo(laboratory.Floor("aot")).Length / Megabyte);
        figures.Keep("size_over_floor_mb", bot - floor);
    }
}
