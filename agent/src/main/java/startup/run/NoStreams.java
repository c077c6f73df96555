package startup.run;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.exec.ExecuteStreamHandler;

/** For a process whose streams are files, or of no interest: nothing is pumped, and no end of a stream is waited for. */
final class NoStreams implements ExecuteStreamHandler {
    @Override
    public void setProcessErrorStream(InputStream notRead) {}

    @Override
    public void setProcessInputStream(OutputStream notWritten) {}

    @Override
    public void setProcessOutputStream(InputStream notRead) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
