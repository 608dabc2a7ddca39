using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>Keeps the traffic of some conferences instead of sending it.</summary>
internal sealed class RecordedTraffic : ITrafficSink
{
    private readonly List<byte[]> _messages = [];

    /// <summary>At least that many messages, mixed as they are sent.</summary>
    public static List<byte[]> Messages(int least)
    {
        var recorded = new RecordedTraffic();
        var conferences = Enumerable.Range(0, 100).Select(n => new Conference(n, 10)).ToList();
        for (var mark = 1; recorded._messages.Count < least; mark++)
        {
            Happenings.Next(conferences[mark % conferences.Count], mark, recorded);
        }

        return recorded._messages;
    }

    public void ToRoster(FrameTemplate template, FrameValues values) => Keep(template, values);

    public void ToCallList(FrameTemplate template, FrameValues values) => Keep(template, values);

    public void ToCallInfo(FrameTemplate template, FrameValues values) => Keep(template, values);

    private void Keep(FrameTemplate template, FrameValues values) => _messages.Add(template.Text(values with { MessageId = _messages.Count + 1 }));
}
